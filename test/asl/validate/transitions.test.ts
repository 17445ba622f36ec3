/** Whether states are found, reached and left. */

import { describe, expect, it } from 'vitest';
import { validate } from '../../../core/asl/validate/index.ts';
import { LAMBDA, linesOf, machineOf, problemsOf } from './machine.ts';

const end = { Type: 'Pass', End: true };
const to = (next: string) => ({ Type: 'Pass', Next: next });

describe('transitions', () => {
  it.each([
    ['Next', { Type: 'Pass', Next: 'Z' }, '/Next'],
    [
      'a rule',
      { Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, Next: 'Z' }], Default: 'Y' },
      '/Choices[0]/Next',
    ],
    [
      'Default',
      { Type: 'Choice', Choices: [{ Variable: '$.a', IsNull: true, Next: 'Y' }], Default: 'Z' },
      '/Default',
    ],
    [
      'a catcher',
      {
        Type: 'Task',
        Resource: LAMBDA,
        Next: 'Y',
        Catch: [
          { ErrorEquals: ['E'], Next: 'Y' },
          { ErrorEquals: ['States.ALL'], Next: 'Z' },
        ],
      },
      '/Catch[1]/Next',
    ],
  ])('miss the state that %s names', async (_what, state, location) => {
    expect(await problemsOf(state, { Y: end })).toContain(
      `Missing 'Next' target: Z at /States/X${location}`,
    );
  });

  it('miss the first state', async () => {
    const text = JSON.stringify({ StartAt: 'Not sure', States: { One: to('Two'), Two: end } });
    expect(await linesOf(text)).toEqual([
      "Missing 'Next' target: Not sure at /StartAt",
      'State "One" is not reachable. at /States/One',
    ]);
  });

  it('do not leave their scope', async () => {
    const branch = { StartAt: 'B', States: { B: to('Y') } };
    const state = { Type: 'Parallel', Branches: [branch], Next: 'Y' };
    expect(await problemsOf(state, { Y: end })).toEqual([
      "Missing 'Next' target: Y at /States/X/Branches[0]/States/B/Next",
    ]);
  });

  it('end somewhere in the machine', async () => {
    const { problems } = await validate(machineOf(to('Y'), { Y: to('X'), Unused: to('X') }));
    expect(problems).toEqual([
      { severity: 'ERROR', code: 'MISSING_END_STATE', message: 'Workflow has no terminal state' },
    ]);
  });

  it.each([[{ Type: 'Succeed' }], [{ Type: 'Fail' }], [end]])('end in %j', async (last) => {
    expect(await problemsOf(to('Y'), { Y: last })).toEqual([]);
  });

  it('may go in circles inside an item processor', async () => {
    const loop = { StartAt: 'A', States: { A: to('B'), B: to('A') } };
    expect(await problemsOf({ Type: 'Map', ItemProcessor: loop, End: true })).toEqual([]);
  });

  it('tell of a missing target before the missing end', async () => {
    expect(await problemsOf(to('NOPE'))).toEqual([
      "Missing 'Next' target: NOPE at /States/X/Next",
      'Workflow has no terminal state',
    ]);
  });

  it('name where unreachable states begin, not what follows from there', async () => {
    const states = { Y: end, Lost: to('After'), After: to('Y') };
    expect(await problemsOf(to('Y'), states)).toEqual([
      'State "Lost" is not reachable. at /States/Lost',
    ]);
  });

  it('name one state of a ring that nothing leads into', async () => {
    const states = { Y: end, Ring: to('Round'), Round: to('Ring'), Self: to('Self') };
    expect(await problemsOf(to('Y'), states)).toEqual([
      'State "Ring" is not reachable. at /States/Ring',
      'State "Self" is not reachable. at /States/Self',
    ]);
  });
});
