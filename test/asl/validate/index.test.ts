/** What the checker says of whole texts, and in which words. */

import { expect, it, describe as suite } from 'vitest';
import { describe, MAX_DEFINITION_LENGTH, validate } from '../../../core/asl/validate/index.ts';
import { linesOf, machineOf } from './machine.ts';

suite('validate', () => {
  it('gives the definition of a text that has no problem', async () => {
    const text = machineOf({ Type: 'Pass', End: true });
    expect(await validate(text)).toEqual({
      problems: [],
      definition: JSON.parse(text),
      variableReferences: {},
    });
  });

  it('names the required fields of a machine in the order of AWS', async () => {
    expect(await validate('{}')).toEqual({
      problems: [
        {
          severity: 'ERROR',
          code: 'SCHEMA_VALIDATION_FAILED',
          message: 'These fields are required: [States, StartAt]',
          location: '/',
        },
      ],
    });
  });

  it('says where a text stops to be JSON', async () => {
    const source = '[Source: (String)"not a definition"; line: 1, column: 4]';
    expect((await validate('not a definition')).problems).toEqual([
      {
        severity: 'ERROR',
        code: 'INVALID_JSON_DESCRIPTION',
        message: `Unrecognized token 'not': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')\n at ${source}`,
        location: source,
      },
    ]);
  });

  it.each([['[]'], ['null'], ['"text"'], ['7']])('refuses %s, which is no object', async (text) => {
    expect(await linesOf(text)).toEqual(['Expected value of type Object at /']);
  });

  it.each([[''], [' \n']])('refuses a text without content', async (text) => {
    expect((await validate(text)).problems).toMatchObject([{ code: 'MISSING_DESCRIPTION' }]);
  });

  it('refuses a text that is too long before it is read', async () => {
    expect(await linesOf(`${' '.repeat(MAX_DEFINITION_LENGTH)}{}`)).toEqual([
      'The definition is 1048578 characters long; at most 1048576 are allowed at /',
    ]);
  });

  it('refuses nesting that no evaluation could follow', async () => {
    const deep = `${'{"a":'.repeat(600)}1${'}'.repeat(600)}`;
    expect((await validate(deep)).problems).toMatchObject([{ code: 'TOO_DEEPLY_NESTED' }]);
  });

  it('asks for transitions only where every field has its shape', async () => {
    expect(await linesOf(machineOf({ Type: 'Pass', Next: 'Nowhere', Extra: 1 }))).toEqual([
      "Field 'Extra' is not supported at /States/X",
    ]);
  });

  it('takes states whose names are those of inherited members', async () => {
    const text =
      '{"StartAt":"__proto__","States":{"__proto__":{"Type":"Pass","Next":"constructor"},"constructor":{"Type":"Succeed"}}}';
    expect(await linesOf(text)).toEqual([]);
    expect(await linesOf(machineOf({ Type: 'Pass', Next: 'toString' }))).toContain(
      "Missing 'Next' target: toString at /States/X/Next",
    );
    expect(await linesOf(machineOf({ Type: 'constructor' }))).toHaveLength(1);
    expect(await linesOf(machineOf({ Type: 'Succeed', toString: 1 }))).toEqual([
      "Field 'toString' is not supported at /States/X",
    ]);
  });

  it('checks 10,000 states in a row', async () => {
    const states: Record<string, unknown> = {};
    for (let i = 1; i < 10_000; i++) states[`S${i}`] = { Type: 'Pass', Next: `S${i + 1}` };
    states.S10000 = { Type: 'Succeed' };
    expect(await linesOf(machineOf({ Type: 'Pass', Next: 'S1' }, states))).toEqual([]);
  });

  it('checks Parallels within Parallels to the depth that JSON may have', async () => {
    let state: Record<string, unknown> = { Type: 'Pass', End: true };
    for (let i = 0; i < 110; i++) {
      const branch = { StartAt: `S${i}`, States: { [`S${i}`]: state } };
      state = { Type: 'Parallel', Branches: [branch], End: true };
    }
    expect(await linesOf(machineOf(state))).toEqual([]);
  });
});

suite('describe', () => {
  it('joins code, message and location as CreateStateMachine does', async () => {
    const text = machineOf({ Type: 'Pass', Next: 'pass3' }, { pass2: { Type: 'Pass', End: true } });
    expect(describe((await validate(text)).problems)).toBe(
      `MISSING_TRANSITION_TARGET: Missing 'Next' target: pass3 at /States/X/Next, MISSING_TRANSITION_TARGET: State "pass2" is not reachable. at /States/pass2`,
    );
  });

  it('writes null for a problem of the whole machine', async () => {
    expect(describe((await validate(machineOf({ Type: 'Pass', Next: 'X' }))).problems)).toBe(
      'MISSING_END_STATE: Workflow has no terminal state at null',
    );
  });

  it('tells of very many problems only the first', async () => {
    const fields = Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`field${i}`, i]));
    const text = describe((await validate(machineOf({ Type: 'Succeed', ...fields }))).problems);
    expect(text.length).toBeLessThan(40_000);
    expect(text).toMatch(/, and \d+ more$/);
  });

  it('leaves warnings out', () => {
    expect(describe([{ severity: 'WARNING', code: 'NO_PATH', message: 'careful' }])).toBe('');
  });
});
