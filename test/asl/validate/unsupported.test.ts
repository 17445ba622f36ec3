/** JSONata and variables, which are refused by name. */

import { describe, expect, it } from 'vitest';
import { validate } from '../../../core/asl/validate/index.ts';
import { LAMBDA, machineOf } from './machine.ts';

const end = { Type: 'Pass', End: true };

function refusals(state: Record<string, unknown>, fields = {}, states = {}) {
  return validate(machineOf(state, states, fields)).problems.map(
    ({ code, location }) => `${code} ${location}`,
  );
}

describe('what this version does not run', () => {
  it('is JSONata, told once', () => {
    expect(refusals(end, { QueryLanguage: 'JSONata' })).toEqual(['UNSUPPORTED /QueryLanguage']);
    expect(refusals({ ...end, QueryLanguage: 'JSONata' })).toEqual([
      'UNSUPPORTED /States/X/QueryLanguage',
    ]);
    const branch = { StartAt: 'B', States: { B: { ...end, QueryLanguage: 'JSONata' } } };
    expect(refusals({ Type: 'Parallel', Branches: [branch, branch], End: true })).toContain(
      'UNSUPPORTED /States/X/Branches[0]/States/B/QueryLanguage',
    );
  });

  it('is Assign, wherever it stands', () => {
    const assign = { Assign: { a: 1 } };
    expect(refusals({ ...end, ...assign })).toEqual(['UNSUPPORTED /States/X/Assign']);
    const rule = { Variable: '$.a', IsNull: true, Next: 'Y', ...assign };
    const last = { Y: { Type: 'Succeed' } };
    expect(refusals({ Type: 'Choice', Choices: [rule] }, {}, last)).toEqual([
      'UNSUPPORTED /States/X/Choices[0]/Assign',
    ]);
    const catcher = { ErrorEquals: ['E'], Next: 'Y', ...assign };
    const task = { Type: 'Task', Resource: LAMBDA, Next: 'Y', Catch: [catcher] };
    expect(refusals(task, {}, last)).toEqual(['UNSUPPORTED /States/X/Catch[0]/Assign']);
  });
});
