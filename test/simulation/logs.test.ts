/** What is logged of an execution: its whole history once it has ended, whatever died on the way. */

import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { readHistory } from '../../core/runtime/read-history.ts';
import type { Faults } from './faults.ts';
import { World } from './world.ts';

const TASK = 'arn:aws:lambda:us-east-1:123456789012:function:fails';

const MACHINE: JsonObject = {
  StartAt: 'Both',
  States: {
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } },
        {
          StartAt: 'Each',
          States: {
            Each: {
              Type: 'Map',
              ItemsPath: '$.items',
              MaxConcurrency: 1,
              ItemProcessor: { StartAt: 'B', States: { B: { Type: 'Pass', End: true } } },
              End: true,
            },
          },
        },
      ],
      Next: 'Try',
    },
    Try: {
      Type: 'Task',
      Resource: TASK,
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'Stop' }],
      End: true,
    },
    Stop: { Type: 'Fail', Error: 'Enough' },
  },
};

function logging(level: string, includeExecutionData = true): JsonObject {
  const logGroupArn = 'arn:aws:logs:us-east-1:123456789012:log-group:/aws/vendedlogs/states/g:*';
  const destinations = [{ cloudWatchLogsLogGroup: { logGroupArn } }];
  return { loggingConfiguration: { level, includeExecutionData, destinations } };
}

async function run(configuration: JsonObject, faults: Faults = {}): Promise<World> {
  const world = new World(faults);
  await world.createMachine('m', MACHINE, configuration);
  world.workers.byName.fails = () => {
    throw new Error('no');
  };
  await world.start('m', { items: [1, 2] });
  await world.run();
  return world;
}

const entriesOf = ({ logged }: World) =>
  logged.map((text) => JSON.parse(text) as { id: string; type: string; details: JsonObject });

/** What GetExecutionHistory would show, as an entry names it. */
async function historyOf({ store }: World): Promise<string[]> {
  const query = { execution: 'm:run', reverse: false, limit: 1000, maxBytes: Infinity };
  const { events } = await readHistory(store, query);
  return events.map(
    ({ id, previousEventId, event }) => `${id} after ${previousEventId}: ${event.type}`,
  );
}

const named = (world: World) =>
  world.logged.map((text) => {
    const { id, previous_event_id: previous, type } = JSON.parse(text) as Record<string, string>;
    return `${id} after ${previous}: ${type}`;
  });

describe('the log of an execution', () => {
  it('has every event once, under the id that the history gives it, in the order of the ids', async () => {
    const world = await run(logging('ALL'));
    expect(named(world)).toEqual(await historyOf(world));
  });

  it('has every event whatever dies', async () => {
    const calls = (await run(logging('ALL'))).portCalls;
    for (const when of ['before', 'after'] as const) {
      for (let call = 0; call < calls; call++) {
        const world = await run(logging('ALL'), { crash: { call, when } });
        const logged = [...new Set(named(world))].sort();
        expect(logged, `a crash ${when} call ${call}`).toEqual((await historyOf(world)).sort());
      }
    }
  });

  it('has what failed at the level ERROR', async () => {
    const types = entriesOf(await run(logging('ERROR'))).map(({ type }) => type);
    expect(types).toEqual(['LambdaFunctionFailed', 'FailStateEntered', 'ExecutionFailed']);
  });

  it('has only the end at the level FATAL', async () => {
    const types = entriesOf(await run(logging('FATAL'))).map(({ type }) => type);
    expect(types).toEqual(['ExecutionFailed']);
  });

  it('has no documents where they are not asked for', async () => {
    const [started] = entriesOf(await run(logging('ALL', false)));
    expect(started?.details).toEqual({ roleArn: 'arn:aws:iam::123456789012:role/r' });
  });

  it('costs a machine that does not log not a single call', async () => {
    const plain = await run({});
    const off = await run(logging('OFF'));
    expect(off.logged).toEqual([]);
    expect(off.portCalls).toBe(plain.portCalls);
  });
});

describe('the log of a Map Run', () => {
  it.each(['STANDARD', 'EXPRESS'])(
    'has the history of each %s child, under its ARN',
    async (type) => {
      const world = new World();
      const ItemProcessor = {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: type },
        StartAt: 'A',
        States: { A: { Type: 'Pass', End: true } },
      };
      const each = { Type: 'Map', Label: 'Part', ItemsPath: '$.items', ItemProcessor, End: true };
      const machine = { StartAt: 'Each', States: { Each: each } };
      await world.createMachine('m', machine, logging('ALL'));
      await world.start('m', { items: [1, 2] });
      await world.run();
      const entries = world.logged.map((text) => JSON.parse(text) as Record<string, string>);
      const byArn = Map.groupBy(entries, (entry) => entry.execution_arn ?? '');
      const word = type === 'EXPRESS' ? 'express' : 'execution';
      const children = [...byArn].filter(([arn]) => arn.includes(`:${word}:m/Part:`));
      expect(children.map(([, own]) => own.map(({ id, type }) => `${id} ${type}`))).toEqual(
        Array(2).fill([
          '1 ExecutionStarted',
          '2 PassStateEntered',
          '3 PassStateExited',
          '4 ExecutionSucceeded',
        ]),
      );
      expect(byArn.size).toBe(3);
    },
  );
});
