/** The schema for editors: what it takes, what it refuses, and that it takes what people write. */

import { existsSync, globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, it } from 'vitest';
import { validate } from '../core/asl/validate/index.ts';
import { aslSchema } from '../scripts/asl-schema/schema.ts';

const root = join(import.meta.dirname, '..');
const corpus = join(root, '../shared/corpus/defs');
const check = new Ajv({ strict: false, allErrors: true }).compile(aslSchema());

const problemsOf = (definition: unknown): string[] => {
  check(definition);
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
};
const pass = { Type: 'Pass', End: true };
const machine = (state: object, more: object = {}) => ({
  StartAt: 'A',
  States: { A: state },
  ...more,
});

it('is what asl.schema.json holds', () => {
  const file = readFileSync(join(root, 'asl.schema.json'), 'utf8');
  expect(JSON.parse(file)).toEqual(aslSchema());
});

describe('takes', () => {
  const files = existsSync(corpus)
    ? globSync('**/*.json', { cwd: corpus }).map((file) => join(corpus, file))
    : globSync('examples/*/definition.asl.json', { cwd: root }).map((file) => join(root, file));

  it('every definition of real users that the checker takes', async () => {
    const refused: string[] = [];
    let taken = 0;
    for (const file of files) {
      const text = readFileSync(file, 'utf8');
      const { definition } = await validate(text);
      if (!definition) continue;
      taken++;
      const problems = problemsOf(JSON.parse(text));
      if (problems.length > 0) refused.push(`${file}: ${problems.join('; ')}`);
    }
    expect(refused).toEqual([]);
    expect(taken).toBeGreaterThan(2);
  });

  it('JSONata in one state of a JSONPath machine', () => {
    const state = { ...pass, QueryLanguage: 'JSONata', Output: '{% 1 %}' };
    expect(problemsOf(machine(state))).toEqual([]);
  });
});

describe('refuses', () => {
  it.each([
    ['a machine without states', { StartAt: 'A' }],
    ['a state without a type', machine({ End: true })],
    ['a type that there is not', machine({ Type: 'Pas', End: true })],
    ['a field that there is not', machine({ ...pass, Nxet: 'B' })],
    ['a state that leads nowhere', machine({ Type: 'Pass' })],
    ['a Task without a resource', machine({ Type: 'Task', End: true })],
    [
      'paths in a JSONata machine',
      machine({ ...pass, InputPath: '$' }, { QueryLanguage: 'JSONata' }),
    ],
    ['Output in a JSONPath machine', machine({ ...pass, Output: 1 })],
    ['a Wait that names no time', machine({ Type: 'Wait', End: true })],
    ['a rule that compares nothing', machine({ Type: 'Choice', Choices: [{ Next: 'B' }] })],
    [
      'what is wrong deep inside',
      machine({
        Type: 'Map',
        ItemProcessor: {
          StartAt: 'B',
          States: { B: { Type: 'Parallel', Branches: [], End: true } },
        },
        End: true,
      }),
    ],
  ])('%s', (_, definition) => {
    expect(problemsOf(definition)).not.toEqual([]);
  });
});
