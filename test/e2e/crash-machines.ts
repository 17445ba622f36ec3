/** The machines that the crash proof runs, each with the output that follows from its input. */

import type { Json, JsonObject } from '../../core/json.ts';

export interface CrashMachine {
  definition: JsonObject;
  input(n: number): JsonObject;
  output(n: number): Json;
  /** A task whose outcome a crash hides may fail the execution: nothing retries it. */
  mayLose?: boolean;
}

const lambda = (name: string) => `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
/** Whatever a crash does to an attempt is worth another. */
const again = { IntervalSeconds: 1, MaxAttempts: 50, BackoffRate: 1 };
const afterCrash = { ErrorEquals: ['Lambda.Unknown', 'Lambda.SdkClientException'], ...again };

const double = {
  Type: 'Task',
  Resource: lambda('double'),
  Retry: [afterCrash],
};

const waitLoop: CrashMachine = {
  definition: {
    StartAt: 'Wait',
    States: {
      Wait: { Type: 'Wait', Seconds: 1, Next: 'Count' },
      Count: { Type: 'Pass', Parameters: { 'n.$': 'States.MathAdd($.n, 1)' }, Next: 'Enough?' },
      'Enough?': {
        Type: 'Choice',
        Choices: [{ Variable: '$.n', NumericGreaterThanEquals: 100, Next: 'Done' }],
        Default: 'Wait',
      },
      Done: { Type: 'Succeed' },
    },
  },
  input: (n) => ({ n: 92 - n }),
  output: () => ({ n: 100 }),
};

const retries: CrashMachine = {
  definition: {
    StartAt: 'First',
    States: {
      First: { ...flaky(), Next: 'Pause' },
      Pause: { Type: 'Wait', Seconds: 2, Next: 'Second' },
      Second: { ...flaky(), Next: 'Third' },
      Third: { ...flaky(), End: true },
    },
  },
  input: (n) => ({ value: { n } }),
  output: (n) => ({ value: { n } }),
};

function flaky(): JsonObject {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Parameters: {
      FunctionName: 'flaky',
      Payload: { 'attempt.$': '$$.State.RetryCount', 'value.$': '$.value' },
    },
    ResultSelector: { 'value.$': '$.Payload' },
    Retry: [{ ErrorEquals: ['NotYet'], ...again }, afterCrash],
  };
}

const fanOut: CrashMachine = {
  definition: {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        ItemsPath: '$.items',
        MaxConcurrency: 3,
        ItemProcessor: {
          StartAt: 'Both',
          States: {
            Both: {
              Type: 'Parallel',
              Branches: [
                { StartAt: 'Double', States: { Double: { ...double, End: true } } },
                {
                  StartAt: 'Rest',
                  States: {
                    Rest: { Type: 'Wait', Seconds: 1, Next: 'Keep' },
                    Keep: { Type: 'Pass', End: true },
                  },
                },
              ],
              ResultSelector: { 'doubled.$': '$[0].n', 'kept.$': '$[1].n' },
              End: true,
            },
          },
        },
        End: true,
      },
    },
  },
  input: (n) => ({ items: [0, 1, 2, 3, 4, 5, 6].map((i) => ({ n: n + i })) }),
  output: (n) => [0, 1, 2, 3, 4, 5, 6].map((i) => ({ doubled: 2 * (n + i), kept: n + i })),
};

const nested: CrashMachine = {
  definition: {
    StartAt: 'Outer',
    States: {
      Outer: {
        Type: 'Parallel',
        Branches: [
          {
            StartAt: 'Inner',
            States: {
              Inner: {
                Type: 'Parallel',
                Branches: [
                  {
                    StartAt: 'Innermost',
                    States: {
                      Innermost: {
                        Type: 'Map',
                        ItemsPath: '$.items',
                        ItemProcessor: {
                          StartAt: 'Rest',
                          States: {
                            Rest: { Type: 'Wait', Seconds: 1, Next: 'Double' },
                            Double: { ...double, End: true },
                          },
                        },
                        End: true,
                      },
                    },
                  },
                ],
                OutputPath: '$[0]',
                Next: 'Pause',
              },
              Pause: { Type: 'Wait', Seconds: 3, End: true },
            },
          },
          { StartAt: 'Size', States: { Size: { Type: 'Pass', Result: 3, End: true } } },
        ],
        End: true,
      },
    },
  },
  input: (n) => ({ items: [{ n }, { n: n + 1 }, { n: n + 2 }] }),
  output: (n) => [[{ n: 2 * n }, { n: 2 * n + 2 }, { n: 2 * n + 4 }], 3],
};

const once: CrashMachine = {
  definition: {
    StartAt: 'First',
    States: {
      First: { Type: 'Task', Resource: lambda('double'), Next: 'Pause' },
      Pause: { Type: 'Wait', SecondsPath: '$.n', Next: 'Second' },
      Second: { Type: 'Task', Resource: lambda('double'), End: true },
    },
  },
  input: (n) => ({ n: n + 1 }),
  output: (n) => ({ n: 4 * (n + 1) }),
  mayLose: true,
};

export const crashMachines: Record<string, CrashMachine> = {
  waitLoop,
  retries,
  fanOut,
  nested,
  once,
};
