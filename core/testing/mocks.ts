/** What stands in the place of Tasks while a test runs, per state and attempt. */

import type { Machine } from '../engine/machine.ts';
import { taskResourceOf } from '../engine/task-resource.ts';
import type { Outcome } from '../integrations/integration.ts';
import { closest } from '../local/closest.ts';
import type { MockedAttempt, Mocks } from '../ports.ts';
import { document, plain } from './plain.ts';

/** A failure for Retry and Catch to take: `throw new TaskError('Payment.Busy', 'try again')` in a mock. */
export class TaskError extends Error {
  readonly error: string;

  constructor(error: string, cause = '') {
    super(cause);
    this.error = error;
  }
}

export interface MockContext {
  state: string;
  /** Counts from 0 each time that the state is entered. */
  attempt: number;
  /** Counts from 0 through the whole run. */
  call: number;
  /** The name of the state machine, where others run beside the tested one. */
  machine: string;
  resource: string;
}

/** In the words of Step Functions Local's mock files. */
export type Response = { Return: unknown } | { Throw: { Error: string; Cause?: string } };
/** What it returns, or what its promise brings, is the Task's result. A method's type, so that tests may say what they expect as input. */
export type MockFunction = { answer(input: unknown, context: MockContext): unknown }['answer'];
/** One answer for every attempt, or a list with one for each. */
export type Mock = Response | MockFunction | readonly (Response | MockFunction)[];
/** By the state's name; `machine/state` for another machine's state of the same name. */
export type MockTable = Readonly<Record<string, Mock>>;

/** One call that a Task made. */
export interface Call {
  state: string;
  attempt: number;
  machine: string;
  resource: string;
  /** What the Task sent: its Parameters or Arguments. */
  input: unknown;
}

/** A test's mistake, not the machine's: the run is rejected with it. */
export class MockError extends Error {}

export interface TestMocks extends Mocks {
  /** In the order in which they were made. */
  calls: Call[];
}

/** The mocks of one run. */
export function createMocks(
  table: MockTable,
  served: (attempt: MockedAttempt) => boolean,
): TestMocks {
  const calls: Call[] = [];
  return {
    calls,
    has: () => true,
    async outcomeOf(asked) {
      const { state, attempt, machine, resource } = asked;
      const call = calls.filter((made) => made.state === state && made.machine === machine).length;
      const input = plain(asked.arguments);
      calls.push({ state, attempt, machine, resource, input });
      const mock = find(table, machine, state);
      if (mock === undefined) {
        if (served(asked)) return undefined;
        throw new MockError(
          `State '${state}' calls ${resource}, and there is no mock for it. Give one: mocks: { ${JSON.stringify(state)}: { Return: … } }`,
        );
      }
      const answer = isList(mock) ? mock[attempt] : mock;
      if (answer === undefined) {
        throw new MockError(
          `State '${state}' makes attempt ${attempt}, and its mock answers only ${isList(mock) ? mock.length : 0} (attempts count from 0)`,
        );
      }
      return outcomeOf(answer, input, { state, attempt, call, machine, resource });
    },
  };
}

/** @throws {MockError} when the table names a state that there is not, or that calls nothing */
export function checkMocks(table: MockTable, machines: readonly Machine[]): void {
  const known = machines.flatMap(({ name, states }) =>
    [...states].flatMap(
      ([
        state,
        {
          state: { Type },
        },
      ]) => (Type === 'Task' || Type === 'Map' ? [state, `${name}/${state}`] : []),
    ),
  );
  for (const name of Object.keys(table)) {
    if (known.includes(name)) continue;
    const near = closest(name, known);
    throw new MockError(
      `There is a mock for '${name}', and no Task of that name.${near === undefined ? '' : ` Did you mean '${near}'?`}`,
    );
  }
}

/** Whether a Task waits for somebody who answers it by hand: an activity, or `.waitForTaskToken`. */
export function waitsForAnswer(resource: string): boolean {
  const { pattern } = taskResourceOf(resource);
  return pattern === 'activity' || pattern === 'token';
}

function find(table: MockTable, machine: string, state: string): Mock | undefined {
  for (const key of [`${machine}/${state}`, state]) {
    if (Object.hasOwn(table, key)) return table[key];
  }
  return undefined;
}

function isList(mock: Mock): mock is readonly (Response | MockFunction)[] {
  return Array.isArray(mock);
}

async function outcomeOf(
  answer: Response | MockFunction,
  input: unknown,
  context: MockContext,
): Promise<Outcome> {
  const what = `The result of the mock for '${context.state}'`;
  if (typeof answer === 'function') {
    try {
      return {
        type: 'TaskSucceeded',
        output: document((await answer(input, context)) ?? null, what),
      };
    } catch (thrown) {
      if (!(thrown instanceof TaskError)) throw thrown;
      return failed(thrown.error, thrown.message);
    }
  }
  if ('Return' in answer) return { type: 'TaskSucceeded', output: document(answer.Return, what) };
  if ('Throw' in answer) return failed(answer.Throw.Error, answer.Throw.Cause);
  throw new MockError(
    `The mock for '${context.state}' must be { Return }, { Throw } or a function`,
  );
}

function failed(error: string, cause: string | undefined): Outcome {
  return { type: 'TaskFailed', failure: { error, ...(cause && { cause }) } };
}
