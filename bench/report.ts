/** The results as Markdown. */

import type { FlatRow } from './meter.ts';
import {
  ASSUMED,
  expressPrice,
  PRICES_AS_OF,
  priceOf,
  STEP_FUNCTIONS,
  startCallPrice,
  storagePrice,
} from './prices.ts';
import type { Results } from './results.ts';
import type { Sample } from './statistics.ts';

/** The part of README.md between the markers. */
export function report(results: Results): string {
  const { date, node, machine, command } = results;
  return [
    `Measured ${date} by \`${command}\` on Node ${node}, ${machine}. Ranges are the least and the greatest of several runs.`,
    targets(results),
    counted(results),
    prices(results),
    speeds(results),
    flatness(results),
  ].join('\n\n');
}

function targets({ counted: rows, engine, local, startup }: Results): string {
  const counts = (what: string) => {
    const row = rows.find((each) => each.what.startsWith(what));
    if (!row) throw new Error(`nothing was counted for ${what}`);
    return row;
  };
  const units = (what: string) => {
    const { writeUnits, readUnits } = counts(what).counts;
    return `${short(writeUnits)} / ${short(readUnits)}`;
  };
  const price = (what: string) => `$${priceOf(counts(what).counts).toFixed(2)}`;
  const hundred = local.rows.find(({ parallel }) => parallel === 100);
  return table(
    ['metric', 'target', 'measured'],
    [
      ['write / read units per Pass', '≤ 1.1 / ≤ 1', units('Pass')],
      ['… per Choice', '≤ 1.1 / ≤ 1', units('Choice')],
      ['… per Task', '≤ 2 / ≤ 2', units('Task')],
      ['… per Map item with a Pass', '≤ 3 / ≤ 3', units('Map')],
      ['price of a million transitions (Pass)', '≤ $1.20', price('Pass')],
      ['write units per Pass, fused', '≤ 0.3', short(counts('fused: Pass').counts.writeUnits)],
      ['price of a million transitions (Pass), fused', '≤ $0.25', price('fused: Pass')],
      ['engine alone, per Pass', '≤ 3.5 µs', range(engine.pass, 'µs')],
      ['engine alone, mixed states', '≤ 22 µs', range(engine.mixed, 'µs')],
      [
        'check and prepare a definition of 100 states',
        '≤ 10 ms',
        range(engine.hundredStates, 'ms'),
      ],
      [
        'ten-step workflow on a laptop, p50 of one at a time',
        '≤ 12 ms',
        `${short(local.latency.p50)} ms`,
      ],
      [
        'ten-step workflows per second, 100 at a time',
        '≥ 300',
        hundred ? range(hundred.workflowsPerSecond, '') : '',
      ],
      ['loading the step function, over a bare DynamoDB client', '≤ 1.25', short(startup.ratio)],
    ],
  );
}

function counted({ counted: rows }: Results): string {
  return `### Counted per state

A chain of ten states beside one of twenty, with an order of 480 bytes; capacity as DynamoDB reports it, index included.

${table(
  [
    'state',
    'write units',
    'read units',
    'DynamoDB requests',
    'invocations',
    'of them async invokes',
    'schedules',
    'SQS messages',
  ],
  rows.map(({ what, counts }) => [
    what,
    ...[
      counts.writeUnits,
      counts.readUnits,
      counts.dynamodbRequests,
      counts.invocations,
      counts.asyncInvokes,
      counts.schedules,
      counts.queueMessages,
    ].map(short),
  ]),
)}`;
}

function prices({ counted: rows }: Results): string {
  const { stepMs, stepGb, apiMs, apiGb } = ASSUMED;
  const saving = (ours: number, theirs: number) =>
    theirs === 0 ? '' : `${Math.round((1 - ours / theirs) * 100)} %`;
  return `### Price

Dollars for a million of each, by the counts above and the list prices of us-east-1 on ${PRICES_AS_OF} (\`prices.ts\`), free tiers left out. Assumed: an invocation of the step function lasts ${stepMs} ms
at ${stepGb * 1024} MB, one of the API ${apiMs} ms at ${apiGb * 1024} MB, both arm64; a Task adds $${(0.1 * 0.25 * 13.33).toFixed(2)} for every 100 ms it waits for its worker. Step Functions is taken to bill as many transitions as there are states and nothing for start and end.
Executions include the call of StartExecution ($${startCallPrice().toFixed(2)}). Express is billed by duration: ten states in 100 ms cost $${expressPrice(100).toFixed(2)}, in 10 s $${expressPrice(10_000).toFixed(2)}; it keeps no history and ends at five minutes.

${table(
  ['', 'Treadle', 'per transition', 'Step Functions Standard', 'saved'],
  rows.map(({ what, counts, transitions }) => {
    const ours = priceOf(counts) + (what.endsWith('start and end') ? startCallPrice() : 0);
    const theirs = transitions * STEP_FUNCTIONS.transition;
    return [
      what,
      ours.toFixed(2),
      transitions > 0 ? (ours / transitions).toFixed(2) : '',
      theirs > 0 ? theirs.toFixed(2) : '',
      saving(ours, theirs),
    ];
  }),
)}

Not in it: what the table stores. A million records of 1 KB kept for 90 days cost $${storagePrice(1024, 90).toFixed(2)}, for 7 days $${storagePrice(1024, 7).toFixed(2)} (\`retentionDays\`); the first 25 GB are free.
${saved(rows)}`;
}

/** A bill as an example: a million orders a month. */
function saved(rows: Results['counted']): string {
  const row = rows.find(({ what }) => what.startsWith('six Tasks'));
  if (!row) return '';
  const ours = priceOf(row.counts) + startCallPrice();
  const theirs = row.transitions * STEP_FUNCTIONS.transition;
  return `\nAn example: a million orders a month, each six Tasks, two Choices, a Pass and a Wait: $${ours.toFixed(0)} beside $${theirs.toFixed(0)}, so $${((theirs - ours) * 12).toFixed(0)} a year stay with you.`;
}

function speeds({ engine, local, startup, console: pages }: Results): string {
  return `### Speed

${table(
  ['', 'measured'],
  [
    ['`decide`, a Pass', range(engine.pass, 'µs')],
    ['`decide`, mixed: six Tasks, two Choices, a Pass, a Wait', range(engine.mixed, 'µs')],
    ['check and prepare: the order saga', range(engine.sagaDefinition, 'ms')],
    ['check and prepare: 100 Tasks', range(engine.hundredStates, 'ms')],
    [
      'local mode, ten Passes, one at a time',
      `p50 ${short(local.latency.p50)} ms, p95 ${short(local.latency.p95)} ms`,
    ],
    ...local.rows.map(({ parallel, workflowsPerSecond }) => [
      `local mode, ten Passes, ${parallel} at a time`,
      `${range(workflowsPerSecond, 'workflows/s')}, ${short(workflowsPerSecond.median * 10)} steps/s`,
    ]),
    [
      'step function, loaded at start',
      `${kilobytes(startup.stepBytes)} (${kilobytes(startup.stepGzipBytes)} gzip)`,
    ],
    ['bare DynamoDB client', kilobytes(startup.clientBytes)],
    ['loading the step function in a fresh process', range(startup.stepInit, 'ms')],
    ['loading a bare DynamoDB client in a fresh process', range(startup.clientInit, 'ms')],
    ['console: laying out a tangle of 1,000 states', range(pages.layout, 'ms')],
    [
      'console: an execution of 10,404 events, opened until its events are there',
      range(pages.usable, 'ms'),
    ],
    ['console: a frame while its events are scrolled through', range(pages.frame, 'ms')],
  ],
)}`;
}

function flatness({ flatness: { history, mapItems, readItems, executions } }: Results): string {
  const rows = (what: string, all: FlatRow[]) =>
    all.map(({ size, counts, cpu, memory }) => [
      what,
      size.toLocaleString('en'),
      short(counts.writeUnits),
      short(counts.readUnits),
      short(counts.dynamodbRequests),
      short(counts.invocations),
      `${short(cpu)} µs`,
      memory === undefined ? '' : `${short(memory)} MB`,
    ]);
  return `### The same at any size

Per step at that length of history; per item of a Map of that many; per execution of two states when so many have run; per row of a file over which a distributed Map runs. CPU of the process that runs the steps and its DynamoDB client.

${table(
  [
    '',
    'size',
    'write units',
    'read units',
    'DynamoDB requests',
    'invocations',
    'CPU',
    'held while reading',
  ],
  [
    ...rows('step, history', history),
    ...rows('item, Map', mapItems),
    ...rows('row, CSV in S3', readItems),
    ...rows('execution', executions),
  ],
)}`;
}

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

function range({ median, min, max }: Sample, unit: string): string {
  return `${short(median)} ${unit} (${short(min)}–${short(max)})`.replace('  ', ' ');
}

function short(number: number): string {
  const digits = Math.abs(number) >= 100 ? 0 : Math.abs(number) >= 10 ? 1 : 2;
  return String(Number(number.toFixed(digits)));
}

function kilobytes(bytes: number): string {
  return `${Math.round(bytes / 1024)} KB`;
}
