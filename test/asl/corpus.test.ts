/** The machines of real users, and what others say of them. The folder stands beside the repository, or is absent. */

import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { validate } from '../../core/asl/validate/index.ts';

interface Entry {
  id: string;
  machineType: string;
  queryLanguage: string;
  expected: 'valid' | 'invalid' | 'unknown';
}

const corpus = new URL('../../../shared/corpus/', import.meta.url);
const present = existsSync(corpus);
const entries: Entry[] = present
  ? JSON.parse(readFileSync(new URL('index.json', corpus), 'utf8'))
  : [];

/** Definitions on which we differ from the linter whose verdict is recorded. */
const exceptions: Record<string, string> = {
  '5cbbf5bfe782': 'Credentials without RoleArn, which AWS refuses',
  '663207efdc5d': 'Credentials without RoleArn, which AWS refuses',
  c16c5741572a: "a literal of the wrong type, States.MathAdd(1,'-1'), fails when the call runs",
};

function textOf({ id }: Entry): string {
  return readFileSync(new URL(`defs/${id}.json`, corpus), 'utf8');
}

function check(entry: Entry) {
  return validate(textOf(entry), entry.machineType === 'EXPRESS' ? 'EXPRESS' : 'STANDARD');
}

function usesUnsupported(entry: Entry): boolean {
  return entry.queryLanguage !== 'JSONPath' || /"Assign"\s*:/.test(textOf(entry));
}

describe.runIf(present)('the corpus', () => {
  it('has every valid JSONPath definition accepted', () => {
    const refused = entries
      .filter((entry) => entry.expected === 'valid' && !usesUnsupported(entry))
      .filter((entry) => !(entry.id in exceptions))
      .map((entry) => ({ id: entry.id, problems: check(entry).problems }))
      .filter(({ problems }) => problems.length > 0);
    expect(refused).toEqual([]);
  });

  it('has every invalid definition refused', () => {
    const accepted = entries
      .filter((entry) => entry.expected === 'invalid' && !(entry.id in exceptions))
      .filter((entry) => check(entry).definition !== undefined)
      .map(({ id }) => id);
    expect(accepted).toEqual([]);
  });

  it('has JSONata and variables refused, by name where nothing else is wrong', () => {
    const silent = entries
      .filter(usesUnsupported)
      .filter((entry) => check(entry).problems.length === 0)
      .map(({ id }) => id);
    expect(silent).toEqual([]);
  });

  it('needs every exception', () => {
    const needless = entries
      .filter((entry) => entry.id in exceptions)
      .filter((entry) => (check(entry).definition !== undefined) === (entry.expected === 'valid'))
      .map(({ id }) => id);
    expect(needless).toEqual([]);
  });

  it('never makes the checker throw, however it is mutilated', () => {
    const mutation = fc.record({
      entry: fc.constantFrom(...entries),
      at: fc.double({ min: 0, max: 1, noNaN: true }),
      value: fc.oneof(fc.jsonValue(), fc.constantFrom('$', '$.a[', '', 'States.Format(', -1)),
    });
    fc.assert(
      fc.property(mutation, ({ entry, at, value }) => {
        const places: [Record<string, unknown>, string][] = [];
        const definition = JSON.parse(textOf(entry), function (key, each) {
          places.push([this, key]);
          return each;
        });
        const [holder, key] = places[Math.floor(at * (places.length - 1))] ?? [{}, ''];
        holder[key] = value;
        const { problems, definition: found } = validate(JSON.stringify(definition));
        expect(found === undefined).toBe(problems.length > 0);
      }),
      { numRuns: 1000 },
    );
  });
});

describe('the checker', () => {
  it('never throws on a text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(validate(text).definition).toBeUndefined();
      }),
    );
  });

  it('never throws on JSON', () => {
    const state = fc.oneof(
      fc.jsonValue(),
      fc.dictionary(
        fc.constantFrom(
          'Type',
          'Next',
          'End',
          'Choices',
          'Branches',
          'Retry',
          'Catch',
          'Parameters',
        ),
        fc.oneof(fc.jsonValue(), fc.constantFrom('Task', 'Map', 'Choice', 'Parallel', 'Wait')),
      ),
    );
    fc.assert(
      fc.property(state, fc.jsonValue(), (one, other) => {
        const { problems, definition } = validate(
          JSON.stringify({ StartAt: 'A', States: { A: one, B: other } }),
        );
        expect(definition === undefined).toBe(problems.length > 0);
      }),
    );
  });
});
