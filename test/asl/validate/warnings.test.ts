/** What is allowed and looks like a mistake. */

import { describe, expect, it } from 'vitest';
import { validate } from '../../../core/asl/validate/index.ts';
import { LAMBDA, machineOf } from './machine.ts';

type Fields = Record<string, unknown>;

async function warningsOf(state: Fields, states: Fields = {}, fields: Fields = {}) {
  const { problems, definition } = await validate(machineOf(state, states, fields));
  expect(definition).toBeDefined();
  return problems.map(({ severity, code, location }) => `${severity} ${code} ${location}`);
}

describe('warnings', () => {
  it.each(['$', '$.a', '$$.Execution.Id', '$name', "States.Format('{}', $.a)"])(
    'point at a template that passes %s on as it stands',
    async (text) => {
      const task = { Type: 'Task', Resource: LAMBDA, Parameters: { a: [{ b: text }] }, End: true };
      expect(await warningsOf(task)).toContain('WARNING NO_DOLLAR /States/X/Parameters/a[0]/b');
    },
  );

  it.each(['$5.00', 'States', 'States.Nothing()', 'a $.b', ''])(
    'leave %j alone, which is only text',
    async (text) => {
      const pass = { Type: 'Pass', Parameters: { a: text }, Result: text, End: true };
      expect(await warningsOf(pass)).toEqual([]);
      expect(await warningsOf({ Type: 'Fail', Cause: text })).toEqual([]);
    },
  );

  it('point at a field that takes no path, though another does', async () => {
    expect(await warningsOf({ Type: 'Fail', Error: '$.error', Cause: 'because' })).toEqual([
      'WARNING NO_PATH /States/X/Error',
    ]);
    const rule = { Variable: '$.a', StringEquals: '$.b', Next: 'Y' };
    expect(await warningsOf({ Type: 'Choice', Choices: [rule] }, { Y: { Type: 'Fail' } })).toEqual([
      'WARNING NO_PATH /States/X/Choices[0]/StringEquals',
    ]);
  });

  it('point at a Result that looks as if it were evaluated', async () => {
    expect(
      await warningsOf({ Type: 'Pass', Result: { 'a.$': '$.a', b: ['$.c'] }, End: true }),
    ).toEqual([
      'WARNING PASS_RESULT_IS_STATIC /States/X/Result/a.$',
      'WARNING PASS_RESULT_IS_STATIC /States/X/Result/b[0]',
    ]);
  });

  it('are for JSONPath: in JSONata a dollar is only a dollar', async () => {
    const jsonata = { QueryLanguage: 'JSONata' };
    expect(
      await warningsOf({ Type: 'Pass', Output: { a: '$.a' }, End: true }, {}, jsonata),
    ).toEqual([]);
    expect(await warningsOf({ Type: 'Fail', Cause: '$.a' }, {}, jsonata)).toEqual([]);
  });
});
