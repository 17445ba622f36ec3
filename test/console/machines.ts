/** State machines that the console is shown with. */

import { readFileSync } from 'node:fs';

export function example(name: string): string {
  return readFileSync(`examples/${name}/definition.asl.json`, 'utf8');
}

const definition = (value: object) => JSON.stringify(value, null, 2);

/** Waits, and ends well. */
export const RESTS = definition({
  StartAt: 'Rest',
  States: {
    Rest: { Type: 'Wait', Seconds: 1, Next: 'Hello' },
    Hello: { Type: 'Pass', Result: { greeting: 'Hello' }, End: true },
  },
});

/** Waits for longer than anybody looks. */
export const SLEEPS = definition({
  StartAt: 'Sleep',
  States: { Sleep: { Type: 'Wait', Seconds: 3600, End: true } },
});

/** Fails, with a cause that would do harm if it were read as HTML. */
export const FAILS = definition({
  StartAt: 'Check',
  States: {
    Check: { Type: 'Pass', Assign: { seen: true }, Next: 'Refuse' },
    Refuse: {
      Type: 'Fail',
      Error: 'NotToday',
      Cause: 'The <img src=x onerror="document.title=1"> shop is closed',
    },
  },
});

/** One iteration of three fails. */
export const MAPS = definition({
  StartAt: 'Each order',
  States: {
    'Each order': {
      Type: 'Map',
      ItemsPath: '$.orders',
      MaxConcurrency: 1,
      ItemProcessor: {
        StartAt: 'Big?',
        States: {
          'Big?': {
            Type: 'Choice',
            Choices: [{ Variable: '$.total', NumericGreaterThan: 100, Next: 'Too much' }],
            Default: 'Take it',
          },
          'Take it': { Type: 'Pass', End: true },
          'Too much': { Type: 'Fail', Error: 'TooMuch', Cause: 'More than 100' },
        },
      },
      End: true,
    },
  },
});

/** As many Passes as it takes for so many events. */
export function chainOf(states: number): string {
  const entries = Array.from({ length: states }, (_, at) => [
    `Step ${at + 1}`,
    { Type: 'Pass', ...(at + 1 < states ? { Next: `Step ${at + 2}` } : { End: true }) },
  ]);
  return JSON.stringify({ StartAt: 'Step 1', States: Object.fromEntries(entries) });
}

/** Goes round until it has counted so far. */
export const COUNTS = definition({
  StartAt: 'Add',
  States: {
    Add: {
      Type: 'Pass',
      Parameters: { 'n.$': 'States.MathAdd($.n, 1)', 'limit.$': '$.limit' },
      Next: 'Enough?',
    },
    'Enough?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.n', NumericLessThanPath: '$.limit', Next: 'Add' }],
      Default: 'Done',
    },
    Done: { Type: 'Succeed' },
  },
});

/** The same, as a Map Run that takes one failure. */
export const MAP_RUNS = definition({
  StartAt: 'Each order',
  States: {
    'Each order': {
      Type: 'Map',
      ItemsPath: '$.orders',
      Label: 'orders',
      ToleratedFailureCount: 1,
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        ...JSON.parse(MAPS).States['Each order'].ItemProcessor,
      },
      End: true,
    },
  },
});
