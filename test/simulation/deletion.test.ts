import { describe, expect, it } from 'vitest';
import { hasEnded } from '../../core/engine/execution.ts';
import { childId } from '../../core/engine/execution-id.ts';
import { deleteMachine } from '../../core/runtime/delete-machine.ts';
import type { Runtime } from '../../core/runtime/runtime.ts';
import { startExecution } from '../../core/runtime/start-execution.ts';
import type { Faults } from './faults.ts';
import { expectWholeHistory } from './history.ts';
import { World } from './world.ts';

const wait = { StartAt: 'Rest', States: { Rest: { Type: 'Wait', Seconds: 100_000, End: true } } };
const machine = {
  StartAt: 'Both',
  States: { Both: { Type: 'Parallel', Branches: [wait, wait], End: true } },
};

const EXECUTIONS = ['m:run-0', 'm:run-1', 'm:run-2'];

/** As the operation does it. */
async function askForDeletion({ ports, ...rest }: Runtime): Promise<void> {
  const marked = await ports.machines.markDeleting('m');
  if (marked) await deleteMachine({ ports, ...rest }, marked);
}

/** A world in which all executions wait. */
async function prepare(faults: Faults = {}): Promise<World> {
  const world = new World(faults);
  await world.createMachine('m', machine);
  for (const execution of EXECUTIONS) await world.start('m', {}, execution.slice(2));
  await world.run(world.now + 10_000);
  return world;
}

/** The machine is gone, and nothing of it runs any more. */
async function expectGone(world: World, where: string): Promise<void> {
  expect(await world.machines.get('m'), where).toBeUndefined();
  for (const execution of EXECUTIONS) {
    expect((await world.last(execution)).status, where).toBe('ABORTED');
    expect((await world.store.head(execution))?.status, where).toBe('ABORTED');
    await expectWholeHistory(world, execution);
  }
}

async function expectNoChildRuns(world: World, where: string): Promise<void> {
  for (const execution of EXECUTIONS) {
    const forks = (await world.records(execution)).filter(
      ({ state }) => state.current?.waiting?.for === 'children',
    );
    const ids = forks.flatMap(({ step }) => [0, 1].map((index) => childId(execution, step, index)));
    const children = await Promise.all(ids.map((id) => world.store.latest(id)));
    const running = children.filter((child) => child && !hasEnded(child.state));
    expect(running, where).toEqual([]);
    expect(children.some(Boolean), where).toBe(true);
  }
}

/** The port calls that the deletion makes where nothing goes wrong, from the first to behind the last. */
async function callsOfDeletion(): Promise<[number, number]> {
  const world = await prepare();
  const first = world.portCalls;
  await world.callOnce(askForDeletion);
  await expectGone(world, 'without a fault');
  return [first, world.portCalls];
}

describe('a Task that starts an execution', () => {
  it('is refused while the state machine is being deleted', async () => {
    const world = await prepare();
    const stateMachineArn = 'arn:aws:states:us-east-1:123456789012:stateMachine:m';
    await world.createMachine('caller', {
      StartAt: 'Call',
      States: {
        Call: {
          Type: 'Task',
          Resource: 'arn:aws:states:::states:startExecution',
          Parameters: { StateMachineArn: stateMachineArn },
          End: true,
        },
      },
    });
    await world.machines.markDeleting('m');
    await world.start('caller', {});
    await world.run(world.now + 10_000);
    const { failure } = await world.last('caller:run');
    expect(failure?.error).toBe('StepFunctions.StateMachineDeletingException');
    expect(failure?.cause).toContain(`State Machine is being deleted: '${stateMachineArn}'`);
  });
});

describe('the deletion of a state machine', () => {
  it('is finished by the sweep, whichever port call it died before or after', async () => {
    const [first, end] = await callsOfDeletion();
    expect(end - first).toBeGreaterThan(20);
    for (const when of ['before', 'after'] as const) {
      // Before the mark nothing has been done: the caller sees that, and asks again.
      for (let call = when === 'before' ? first + 1 : first; call < end; call++) {
        const where = `a crash ${when} call ${call - first} of ${end - first}`;
        const world = await prepare({ crash: { call, when } });
        await world.callOnce(askForDeletion);
        expect(world.errors, where).toHaveLength(1);
        await world.run(world.now + 10_000);
        await world.sweep();
        await world.run(world.now + 10_000);
        await expectGone(world, where);
        await expectNoChildRuns(world, where);
      }
    }
  });

  it('is finished by whoever asks for it again', async () => {
    const [first, end] = await callsOfDeletion();
    for (let call = first; call < end; call++) {
      const world = await prepare({ crash: { call, when: 'before' } });
      await world.call(askForDeletion);
      await world.run(world.now + 10_000);
      await expectGone(world, `a crash before call ${call - first}`);
      await expectNoChildRuns(world, `a crash before call ${call - first}`);
    }
  });

  it('leaves alone what has taken the name before an interrupted one goes on', async () => {
    const [first, end] = await callsOfDeletion();
    for (let call = first + 1; call < end; call++) {
      const world: World = await prepare({
        meanwhile: {
          call,
          act: async () => {
            await world.callSafely(askForDeletion);
            world.now += 1;
            await world.createMachine('m', machine);
            await world.callSafely((runtime, deliveryId) =>
              startExecution(runtime, {
                machine: 'm',
                revision: 'r1',
                name: 'later',
                input: {},
                deliveryId,
              }),
            );
          },
        },
      });
      await world.callOnce(askForDeletion);
      expect((await world.last('m:later')).status, `before call ${call - first}`).toBe('RUNNING');
      expect(await world.machines.get('m'), `before call ${call - first}`).toBeDefined();
    }
  });
});
