/** The workflows that are measured, and the document that flows through them. */

import type { JsonObject } from '../core/json.ts';

/** An order, 480 bytes of JSON. */
export const ORDER: JsonObject = {
  orderId: 'o-2026-11-0004711',
  customer: { id: 'c-81734', name: 'Ada Wintergarten', email: 'ada@example.com', tier: 'gold' },
  items: [
    { sku: 'BK-1842', title: 'The Art of the Loom', quantity: 1, price: 38.5 },
    { sku: 'YN-0220', title: 'Merino yarn, moss green', quantity: 6, price: 7.25 },
    { sku: 'ND-0031', title: 'Bamboo needles 4 mm', quantity: 2, price: 5.9 },
  ],
  shipping: { method: 'parcel', street: 'Webergasse 12', city: 'Sankt Gallen', country: 'CH' },
  currency: 'CHF',
  total: 93.8,
  approved: true,
};

/** One state of a chain; the chain adds where it leads. */
export type StateOf = (next: { Next: string } | { End: true }, following: string) => JsonObject;

/** States of a kind, one after the other. */
export function chain(length: number, stateOf: StateOf): JsonObject {
  const States: JsonObject = {};
  for (let place = 0; place < length; place++) {
    const last = place === length - 1;
    // A Choice cannot end an execution, so a chain of them leads to a state of another kind.
    const following = last ? 'Done' : nameOf(place + 1);
    States[nameOf(place)] = stateOf(last ? { End: true } : { Next: following }, following);
  }
  if (JSON.stringify(States).includes('"Done"')) States.Done = { Type: 'Succeed' };
  return { StartAt: nameOf(0), States };
}

export const pass: StateOf = (next) => ({ Type: 'Pass', ...next });

export const choice: StateOf = (_, following) => ({
  Type: 'Choice',
  Choices: rulesTo(following),
  Default: following,
});

function rulesTo(next: string): JsonObject[] {
  return [
    { Variable: '$.total', NumericGreaterThan: 1000, Next: next },
    { Variable: '$.customer.tier', StringEquals: 'gold', Next: next },
  ];
}

export const wait: StateOf = (next) => ({ Type: 'Wait', Seconds: 30, ...next });

export const longWait: StateOf = (next) => ({ Type: 'Wait', Seconds: 86_400, ...next });

export const task: StateOf = (next) => ({
  Type: 'Task',
  Resource: 'arn:aws:states:::lambda:invoke',
  Parameters: { FunctionName: 'charge-card', 'Payload.$': '$' },
  ResultSelector: { 'reference.$': '$.Payload.reference' },
  ResultPath: '$.payment',
  ...next,
});

/** Two branches of a Pass each. */
export const parallel: StateOf = (next) => ({
  Type: 'Parallel',
  Branches: ['A', 'B'].map((branch) => {
    const name = `${branch} of ${JSON.stringify(next)}`;
    return { StartAt: name, States: { [name]: { Type: 'Pass', End: true } } };
  }),
  // Each branch brings the whole document: kept, it would grow with every such state.
  ResultPath: null,
  ...next,
});

/** One Map, each iteration a Pass. */
export function mapOver(concurrency: number): JsonObject {
  return {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        ItemsPath: '$.items',
        MaxConcurrency: concurrency,
        ItemProcessor: { StartAt: 'Item', States: { Item: { Type: 'Pass', End: true } } },
        ResultPath: null,
        End: true,
      },
    },
  };
}

/** A distributed Map over the rows of a file, whose outputs it drops. */
export function mapOverFile(): JsonObject {
  return {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        MaxConcurrency: 100,
        ItemReader: {
          Resource: 'arn:aws:states:::s3:getObject',
          ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
          Parameters: { Bucket: 'b', Key: 'rows.csv' },
        },
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'Item',
          States: { Item: { Type: 'Pass', Result: null, End: true } },
        },
        ResultPath: null,
        End: true,
      },
    },
  };
}

/** A document with so many items, each an order line. */
export function itemsOf(count: number): JsonObject {
  return {
    items: Array.from({ length: count }, (_, index) => ({
      line: index,
      sku: `BK-${index}`,
      title: 'The Art of the Loom',
      quantity: 1 + (index % 5),
    })),
  };
}

/** Pass and Choice in turn until `limit` transitions are done. */
export function loop(limit: number): JsonObject {
  return {
    StartAt: 'Count',
    States: {
      Count: {
        Type: 'Pass',
        Parameters: { 'count.$': 'States.MathAdd($.count, 2)', 'order.$': '$.order' },
        Next: 'More',
      },
      More: {
        Type: 'Choice',
        Choices: [{ Variable: '$.count', NumericLessThan: limit, Next: 'Count' }],
        Default: 'Done',
      },
      Done: { Type: 'Succeed' },
    },
  };
}

/** Ten steps as people write them: six Tasks, two Choices, a Pass, a Wait. */
export function realistic(): JsonObject {
  const kinds = [pass, choice, task, task, choice, wait, task, task, task, task];
  let place = 0;
  return chain(kinds.length, (next, following) => (kinds[place++] ?? pass)(next, following));
}

function nameOf(place: number): string {
  return `Step${place + 1}`;
}
