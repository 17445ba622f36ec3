/** One machine that does everything at which something can be lost: it waits, calls, retries, and starts children of children. */

import { childId } from '../../core/engine/execution-id.ts';
import type { StepRecord } from '../../core/engine/step-record.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { Faults } from './faults.ts';
import { World } from './world.ts';

const work: JsonObject = {
  Type: 'Task',
  Resource: 'arn:aws:lambda:us-east-1:123456789012:function:work',
  Parameters: { 'retried.$': '$$.State.RetryCount', 'value.$': '$' },
  Retry: [
    { ErrorEquals: ['NotYet'], IntervalSeconds: 90, MaxAttempts: 2 },
    { ErrorEquals: ['Lambda.Unknown'], IntervalSeconds: 1, MaxAttempts: 9, BackoffRate: 1 },
  ],
};

export const tour: JsonObject = {
  StartAt: 'Rest',
  States: {
    Rest: { Type: 'Wait', Seconds: 100, Next: 'Both' },
    Both: {
      Type: 'Parallel',
      Branches: [
        {
          StartAt: 'Each',
          States: {
            Each: {
              Type: 'Map',
              ItemsPath: '$.items',
              MaxConcurrency: 2,
              ItemProcessor: {
                StartAt: 'Nap',
                States: {
                  Nap: { Type: 'Wait', Seconds: 1, Next: 'Work on item' },
                  'Work on item': { ...work, End: true },
                },
              },
              End: true,
            },
          },
        },
        { StartAt: 'Aside', States: { Aside: { ...work, End: true } } },
      ],
      OutputPath: '$[0]',
      Next: 'Work',
    },
    Work: { ...work, End: true },
  },
};

export const TOUR = 'tour:run';
export const tourOutput: Json = ['a', 'b', 'c', 'd'];

/** Starts the tour and runs the world until no message is left. */
export async function runTour(faults: Faults, definition: JsonObject = tour): Promise<World> {
  const world = new World(faults);
  await prepareTour(world, definition);
  await world.run();
  return world;
}

export async function prepareTour(world: World, definition: JsonObject = tour): Promise<void> {
  world.workers.byName.work = (event) => {
    const { retried, value } = event as { retried: number; value: Json };
    if (retried > 0) return value;
    const error = new Error('not yet');
    error.name = 'NotYet';
    throw error;
  };
  await world.createMachine('tour', definition);
  await world.start('tour', { items: tourOutput });
}

/** The last record of an execution and of all that are below it. */
export async function lastRecordsOfTree(world: World, execution: string): Promise<StepRecord[]> {
  const records = await world.records(execution);
  const below = records.flatMap(({ step, commands }) =>
    commands.flatMap((command) =>
      command.type === 'StartChildren'
        ? Array.from({ length: command.count }, (_, index) => childId(execution, step, index))
        : [],
    ),
  );
  const trees = await Promise.all(below.map((child) => lastRecordsOfTree(world, child)));
  return [...records.slice(-1), ...trees.flat()];
}
