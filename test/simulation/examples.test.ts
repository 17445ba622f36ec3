import { describe, expect, it } from 'vitest';
import { childId } from '../../core/engine/execution-id.ts';
import { casesOf, definitionOf, type ExampleCase, exampleNames, workersOf } from './examples.ts';
import type { Faults } from './faults.ts';
import { World } from './world.ts';

interface Run {
  world: World;
  end: Pick<ExampleCase, 'status' | 'output' | 'error' | 'cause'>;
  /** Attempts whose worker was called more than once. */
  repeated: string[];
}

async function run(example: ExampleCase, faults: Faults = {}): Promise<Run> {
  const world = new World(faults);
  await world.createMachine('example', definitionOf(example.example));
  Object.assign(world.workers.byName, await workersOf(example.example));
  const id = await world.start('example', example.input);
  await world.run();
  const { status, output, failure } = await world.last(id);
  const end = {
    status: status as ExampleCase['status'],
    ...(output !== undefined && { output }),
    ...failure,
  };
  return { world, end, repeated: world.workers.repeated };
}

function expected({ status, output, error, cause }: ExampleCase): Run['end'] {
  return {
    status,
    ...(output !== undefined && { output }),
    ...(error !== undefined && { error }),
    ...(cause !== undefined && { cause }),
  };
}

/** Every record counts all events up to it: its own, those before, and those of the children that it joined. */
async function expectWholeHistory(world: World, execution: string): Promise<void> {
  const records = await world.records(execution);
  let count = records[0]?.state.child ? records[0].state.lastEventId : 0;
  let joined = 0;
  for (const { step, state, history, commands } of records) {
    count += history.length + joined;
    joined = 0;
    expect(state.lastEventId, `step ${step} of ${execution}`).toBe(count);
    const start = commands.find(({ type }) => type === 'StartChildren');
    if (start?.type !== 'StartChildren') continue;
    for (let index = 0; index < start.count; index++) {
      const child = childId(execution, step, index);
      await expectWholeHistory(world, child);
      joined += (await world.last(child)).lastEventId - count;
    }
  }
}

describe.each(exampleNames)('the example %s', (name) => {
  describe.each(casesOf(name))('$shows', (example) => {
    it('ends as it says', async () => {
      const { end } = await run(example);
      expect(end).toEqual(expected(example));
    });

    it('ends the same when every message comes twice', async () => {
      const { end, repeated } = await run(example, { duplicate: true });
      expect(end).toEqual(expected(example));
      expect(repeated).toEqual([]);
    });

    it('notices nothing when the answer of any port call is lost and the call made again', async () => {
      const clean = (await run(example)).world;
      const attempts = clean.workers.calls.length;
      for (let call = 0; call < clean.portCalls; call++) {
        const { world, end } = await run(example, { repeat: call });
        const where = `call ${call} of ${clean.portCalls}`;
        expect(end, where).toEqual(expected(example));
        // No attempt is given up for one whose outcome nobody knows.
        expect(world.workers.calls, where).toHaveLength(attempts);
      }
    });

    it.each(['before', 'after'] as const)(
      'survives a crash %s every single port call',
      async (when) => {
        const calls = (await run(example)).world.portCalls;
        for (let call = 0; call < calls; call++) {
          const { world, end, repeated } = await run(example, { crash: { call, when } });
          const where = `a crash ${when} call ${call} of ${calls}`;
          expect(repeated, where).toEqual([]);
          expect(end, where).toEqual(expected(example));
          await expectWholeHistory(world, 'example:run');
        }
      },
    );
  });
});
