/** Small state machines by chance: every kind of state, nested, whose outcome does not depend on the order of things. */

import fc from 'fast-check';
import type { JsonObject } from '../../core/json.ts';

/** One step of a generated machine. Every one maps a number to a number, but for failures. */
export type Piece =
  | { type: 'add'; n: number }
  | { type: 'wait'; seconds: number }
  | { type: 'task' }
  | { type: 'flaky'; failures: number }
  | { type: 'hopeless'; caught: boolean }
  | { type: 'choice'; threshold: number; then: Piece[]; otherwise: Piece[] }
  | { type: 'parallel'; branches: Piece[][] }
  | { type: 'map'; concurrency: number; processor: Piece[] }
  | { type: 'mapRun'; concurrency: number; tolerated: number; processor: Piece[] };

const { pieces } = fc.letrec<{ pieces: Piece[]; piece: Piece }>((tie) => {
  const nested = tie('pieces');
  return {
    pieces: fc.array(tie('piece'), { minLength: 1, maxLength: 3, depthIdentifier: 'machine' }),
    piece: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'machine' },
      fc.record({ type: fc.constant('add' as const), n: fc.nat(9) }),
      fc.record({ type: fc.constant('wait' as const), seconds: fc.nat(3) }),
      fc.record({ type: fc.constant('task' as const) }),
      fc.record({ type: fc.constant('flaky' as const), failures: fc.integer({ min: 1, max: 3 }) }),
      fc.record({ type: fc.constant('hopeless' as const), caught: fc.boolean() }),
      fc.record({
        type: fc.constant('choice' as const),
        threshold: fc.nat(20),
        then: nested,
        otherwise: nested,
      }),
      fc.record({
        type: fc.constant('parallel' as const),
        branches: fc.array(nested, { minLength: 1, maxLength: 3 }),
      }),
      fc.record({
        type: fc.constant('map' as const),
        concurrency: fc.nat(3),
        processor: nested,
      }),
      fc.record({
        type: fc.constant('mapRun' as const),
        concurrency: fc.nat(3),
        tolerated: fc.constantFrom(0, 50, 100),
        processor: nested,
      }),
    ),
  };
});

export { pieces };

const lost = {
  ErrorEquals: ['Lambda.Unknown', 'Lambda.SdkClientException'],
  IntervalSeconds: 1,
  MaxAttempts: 99,
  BackoffRate: 1,
};

/** The definition of a machine that goes through the pieces; its input is `{"n": <number>, "items": <numbers>}`. */
export function definitionOf(machine: Piece[]): JsonObject {
  const counter = { states: 0 };
  return branchOf(machine, counter);
}

function branchOf(branch: Piece[], counter: { states: number }): JsonObject {
  const names = branch.map(() => `S${counter.states++}`);
  const States: JsonObject = {};
  branch.forEach((piece, index) => {
    const next = names[index + 1];
    const way: JsonObject = next === undefined ? { End: true } : { Next: next };
    Object.assign(States, statesOf(piece, names[index] ?? '', way, counter));
  });
  return { StartAt: names[0] ?? '', States };
}

function statesOf(
  piece: Piece,
  name: string,
  way: JsonObject,
  counter: { states: number },
): JsonObject {
  switch (piece.type) {
    case 'add': {
      const Parameters = { 'n.$': `States.MathAdd($.n, ${piece.n})` };
      return { [name]: { Type: 'Pass', Parameters, ...way } };
    }
    case 'wait':
      return { [name]: { Type: 'Wait', Seconds: piece.seconds, ...way } };
    case 'task':
      return { [name]: { Type: 'Task', Resource: functionArn('double'), Retry: [lost], ...way } };
    case 'flaky':
      return { [name]: { ...flaky(piece.failures), ...way } };
    case 'hopeless':
      return hopeless(name, piece.caught, way);
    case 'choice':
      return choice(piece, name, way, counter);
    case 'parallel':
      return {
        [name]: {
          Type: 'Parallel',
          Branches: piece.branches.map((branch) => branchOf(branch, counter)),
          ResultSelector: { 'n.$': 'States.MathAdd($[0].n, 1)' },
          ...way,
        },
      };
    case 'map':
      return {
        [name]: {
          Type: 'Map',
          ItemsPath: '$$.Execution.Input.items',
          Parameters: { 'n.$': '$$.Map.Item.Value' },
          MaxConcurrency: piece.concurrency,
          Iterator: branchOf(piece.processor, counter),
          ResultSelector: { 'n.$': 'States.ArrayLength($)', 'all.$': '$[*].n' },
          ...way,
        },
      };
    case 'mapRun':
      return {
        [name]: {
          Type: 'Map',
          ItemsPath: '$$.Execution.Input.items',
          ItemSelector: { 'n.$': '$$.Map.Item.Value', 'items.$': '$$.Execution.Input.items' },
          MaxConcurrency: piece.concurrency,
          ToleratedFailurePercentage: piece.tolerated,
          ItemProcessor: {
            ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
            ...branchOf(piece.processor, counter),
          },
          ResultSelector: { 'n.$': 'States.ArrayLength($)', 'all.$': '$[*].n' },
          ...way,
        },
      };
  }
}

function functionArn(name: string): string {
  return `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
}

/** Succeeds once its state has been retried so often. */
function flaky(failures: number): JsonObject {
  return {
    Type: 'Task',
    Resource: functionArn('flaky'),
    Parameters: { 'n.$': '$.n', 'retried.$': '$$.State.RetryCount', failures },
    Retry: [{ ...lost, ErrorEquals: ['NotYet'] }, lost],
  };
}

function hopeless(name: string, caught: boolean, way: JsonObject): JsonObject {
  const after = `${name} after`;
  const retry = { ErrorEquals: ['Hopeless'], IntervalSeconds: 1, MaxAttempts: 2 };
  const task = { Type: 'Task', Resource: functionArn('hopeless'), Retry: [retry, lost], ...way };
  if (!caught) return { [name]: task };
  return {
    [name]: {
      ...task,
      Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.problem', Next: after }],
    },
    [after]: { Type: 'Pass', ...way },
  };
}

function choice(
  { threshold, then, otherwise }: Extract<Piece, { type: 'choice' }>,
  name: string,
  way: JsonObject,
  counter: { states: number },
): JsonObject {
  // A branch of a Choice may be several states long; a Parallel of one branch holds them together.
  const inner = (branch: Piece[]) => ({
    Type: 'Parallel',
    Branches: [branchOf(branch, counter)],
    OutputPath: '$[0]',
    ...way,
  });
  return {
    [name]: {
      Type: 'Choice',
      Choices: [{ Variable: '$.n', NumericLessThan: threshold, Next: `${name} then` }],
      Default: `${name} otherwise`,
    },
    [`${name} then`]: inner(then),
    [`${name} otherwise`]: inner(otherwise),
  };
}
