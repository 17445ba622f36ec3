/** Parallel in Map in Parallel, around tasks that fail until somebody mends them. */

import type { Json, JsonObject } from '../../core/json.ts';
import { redriveExecution } from '../../core/runtime/redrive-execution.ts';
import type { Faults } from './faults.ts';
import { World } from './world.ts';

const lost = {
  ErrorEquals: ['Lambda.Unknown', 'Lambda.SdkClientException'],
  IntervalSeconds: 1,
  MaxAttempts: 99,
  BackoffRate: 1,
};

function task(name: string): JsonObject {
  return {
    Type: 'Task',
    Resource: 'arn:aws:lambda:us-east-1:123456789012:function:work',
    Parameters: { name, 'item.$': '$' },
    Retry: [lost],
    End: true,
  };
}

function branch(name: string): JsonObject {
  return { StartAt: name, States: { [name]: task(name) } };
}

export const nest: JsonObject = {
  StartAt: 'First',
  States: {
    First: { ...task('First'), ResultPath: null, Next: 'Outer' } as JsonObject,
    Outer: {
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
                StartAt: 'Inner',
                States: {
                  Inner: {
                    Type: 'Parallel',
                    Branches: [branch('Left'), branch('Right')],
                    End: true,
                  },
                },
              },
              End: true,
            },
          },
        },
        {
          StartAt: 'Pause',
          States: { Pause: { Type: 'Wait', Seconds: 5, Next: 'Aside' }, Aside: task('Aside') },
        },
      ],
      Next: 'Last',
    },
    Last: { Type: 'Pass', End: true },
  },
};
delete (nest.States as Record<string, JsonObject>).First?.End;

export const NEST = 'nest:run';
const items = ['a', 'b', 'c', 'd'];
export const nestOutput: Json = [
  items.map((item) => [`Left ${item}`, `Right ${item}`]),
  'Aside {"items":["a","b","c","d"]}',
];

/** A nest whose tasks of these names fail while `broken` says so; what each task was called with is counted. */
export class Nest {
  readonly world: World;
  /** How often each task has succeeded, by name and item. */
  readonly done = new Map<string, number>();
  broken: (call: string) => boolean = () => false;
  readonly #definition: JsonObject;

  constructor(faults: Faults, broken: (call: string) => boolean, definition: JsonObject = nest) {
    this.world = new World(faults);
    this.broken = broken;
    this.#definition = definition;
  }

  async start(): Promise<void> {
    this.world.workers.byName.work = (event) => {
      const { name, item } = event as { name: string; item: Json };
      const call = `${name} ${typeof item === 'string' ? item : JSON.stringify(item)}`;
      if (this.broken(call)) throw new Error(`${call} is broken`);
      this.done.set(call, (this.done.get(call) ?? 0) + 1);
      return call;
    };
    await this.world.createMachine('nest', this.#definition);
    await this.world.start('nest', { items });
  }

  /** Asks for a redrive, as a client that asks again where it failed. */
  redrive(clientToken = 'token', inMs = 0): void {
    this.world.ask(async (runtime, id) => {
      await redriveExecution(runtime, { execution: NEST, clientToken, deliveryId: id });
    }, inMs);
  }

  /** Tasks that were done more than once. */
  get repeated(): string[] {
    return [...this.done].filter(([, times]) => times > 1).map(([call]) => call);
  }
}
