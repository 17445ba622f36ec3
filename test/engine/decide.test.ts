import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { beginExecution } from '../../core/engine/begin-execution.ts';
import { decide } from '../../core/engine/decide.ts';
import { env, machineOf, NOW, run, started } from './one-transition.ts';

const sleeping = { W: { Type: 'Wait', Seconds: 60, End: true } };

describe('an execution', () => {
  it('starts at StartAt with its timeout armed', () => {
    const machine = machineOf(sleeping, { TimeoutSeconds: 10 });
    const { state, history, commands } = beginExecution(machine, 'm:run', { a: 1 }, NOW);
    expect(state).toMatchObject({ status: 'RUNNING', current: { name: 'W', input: { a: 1 } } });
    expect(history.map(({ type }) => type)).toEqual(['ExecutionStarted', 'WaitStateEntered']);
    expect(commands).toEqual([
      { type: 'InvokeStep' },
      { type: 'ScheduleTimer', at: NOW + 10_000, timer: 'execution' },
    ]);
  });

  it('ends wherever it stands when it is stopped', async () => {
    const { state, history } = await run(sleeping, {}, [
      { type: 'StateReached' },
      { type: 'StopRequested', failure: { error: 'E', cause: 'C' } },
    ]);
    expect(state).toMatchObject({ status: 'ABORTED', failure: { error: 'E', cause: 'C' } });
    expect(state.current).toBeUndefined();
    expect(history).toEqual([{ type: 'ExecutionAborted', details: { error: 'E', cause: 'C' } }]);
  });

  it('times out without an error of its own', async () => {
    const { state, history } = await run(sleeping, {}, [{ type: 'ExecutionTimedOut' }]);
    expect(state).toMatchObject({ status: 'TIMED_OUT', failure: {} });
    expect(history).toEqual([{ type: 'ExecutionTimedOut', details: {} }]);
  });

  it('is decided the same way again, chance included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.json(), async (text) => {
        const machine = machineOf({
          A: {
            Type: 'Pass',
            Parameters: {
              'id.$': 'States.UUID()',
              'n.$': 'States.MathRandom(1, 1000)',
              'in.$': '$',
            },
            End: true,
          },
        });
        const standing = started(machine, JSON.parse(text));
        const once = await decide(machine, standing, { type: 'StateReached' }, env);
        const twice = await decide(machine, standing, { type: 'StateReached' }, env);
        expect(twice).toEqual(once);
      }),
    );
  });
});
