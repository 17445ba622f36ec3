/**
 * The configuration of test cases that Step Functions Local reads.
 * https://docs.aws.amazon.com/step-functions/latest/dg/sfn-local-mock-cfg-file.html
 */

import { readFileSync } from 'node:fs';
import { describeJsonError } from '../asl/validate/json-error.ts';
import type { Outcome } from '../integrations/integration.ts';
import { isObject, type Json, type JsonObject, parseJson } from '../json.ts';
import type { MockedAttempt, Mocks } from '../ports.ts';

/** A configuration that cannot be used; the message says where and why. */
export class MockConfigError extends Error {}

/** What a state's attempts come to, by their numbers. */
type Responses = Map<number, Outcome>;
/** The states of a test case that are not to be done. */
type TestCase = Map<string, Responses>;

/**
 * Reads the file of the test cases.
 *
 * @throws {MockConfigError} with the file and the place in it
 */
export function readMockConfig(file: string): Mocks {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MockConfigError(`The mock configuration ${file} cannot be read: ${reason}`);
  }
  try {
    return parseMockConfig(text);
  } catch (error) {
    if (!(error instanceof MockConfigError)) throw error;
    throw new MockConfigError(`The mock configuration ${file} cannot be used: ${error.message}`);
  }
}

/**
 * The test cases in a text.
 *
 * @throws {MockConfigError} with the place
 */
export function parseMockConfig(text: string): Mocks {
  const error = describeJsonError(text);
  if (error) {
    const { message, line, column } = error;
    throw new MockConfigError(`it is not JSON: ${message} (line ${line}, column ${column})`);
  }
  const config = objectAt(parseJson(text), 'the file');
  const { StateMachines, MockedResponses = {} } = config;
  const responses = new Map(
    Object.entries(objectAt(MockedResponses, 'MockedResponses')).map(([name, value]) => [
      name,
      responsesAt(value, `MockedResponses.${name}`),
    ]),
  );
  const machines = new Map(
    Object.entries(objectAt(StateMachines, 'StateMachines')).map(([name, value]) => [
      name,
      testCasesAt(value, `StateMachines.${name}`, responses),
    ]),
  );
  return {
    has: (machine, testCase) => machines.get(machine)?.has(testCase) ?? false,
    outcomeOf(attempt) {
      if (attempt.testCase === undefined) return undefined;
      const states = machines.get(attempt.machine)?.get(attempt.testCase);
      if (!states) return missing(attempt, 'There is no such test case');
      const known = states.get(attempt.state);
      return known && (known.get(attempt.attempt) ?? missing(attempt, lackOf(known, attempt)));
    },
  };
}

function testCasesAt(
  value: Json,
  at: string,
  known: Map<string, Responses>,
): Map<string, TestCase> {
  const { TestCases } = objectAt(value, at);
  const cases = Object.entries(objectAt(TestCases, `${at}.TestCases`));
  return new Map(
    cases.map(([name, states]) => [name, testCaseAt(states, `${at}.TestCases.${name}`, known)]),
  );
}

function testCaseAt(value: Json, at: string, known: Map<string, Responses>): TestCase {
  const testCase: TestCase = new Map();
  for (const [state, name] of Object.entries(objectAt(value, at))) {
    const responses = typeof name === 'string' ? known.get(name) : undefined;
    if (!responses) {
      throw wrong(`${at}.${state}`, `must name one of the MockedResponses, not ${shown(name)}`);
    }
    testCase.set(state, responses);
  }
  return testCase;
}

function responsesAt(value: Json, at: string): Responses {
  const responses: Responses = new Map();
  for (const [attempts, response] of Object.entries(objectAt(value, at))) {
    const place = `${at}.${attempts}`;
    const outcome = outcomeAt(response, place);
    const { first, last } = attemptsAt(attempts, place);
    for (let attempt = first; attempt <= last; attempt++) {
      if (responses.has(attempt)) throw wrong(place, `answers attempt ${attempt} a second time`);
      responses.set(attempt, outcome);
    }
  }
  return responses;
}

const MOST_ATTEMPTS = 100_000;

/** `"3"`, or `"1-2"` for one attempt and those after it up to another. */
function attemptsAt(text: string, at: string): { first: number; last: number } {
  const [, from, to = from] = /^(\d+)(?:-(\d+))?$/.exec(text) ?? [];
  const first = Number(from);
  const last = Number(to);
  if (first <= last && last < MOST_ATTEMPTS) return { first, last };
  throw wrong(at, 'must be the number of an attempt, such as "0", or a range, such as "1-2"');
}

function outcomeAt(value: Json, at: string): Outcome {
  const response = objectAt(value, at);
  const { Return, Throw } = response;
  if ((Return === undefined) === (Throw === undefined)) {
    throw wrong(at, 'must have either "Return" or "Throw"');
  }
  if (Return !== undefined) return { type: 'TaskSucceeded', output: Return };
  const { Error: error, Cause: cause } = objectAt(Throw, `${at}.Throw`);
  if (typeof error !== 'string') throw wrong(`${at}.Throw.Error`, 'must be a text');
  if (cause === undefined) return { type: 'TaskFailed', failure: { error } };
  if (typeof cause !== 'string') throw wrong(`${at}.Throw.Cause`, 'must be a text');
  return { type: 'TaskFailed', failure: { error, cause } };
}

function objectAt(value: Json | undefined, at: string): JsonObject {
  if (value !== undefined && isObject(value)) return value;
  throw wrong(at, value === undefined ? 'is missing' : 'must be an object');
}

function wrong(at: string, problem: string): MockConfigError {
  return new MockConfigError(`${at} ${problem}`);
}

function shown(value: Json): string {
  return typeof value === 'string' ? `'${value}'` : 'a value of another type';
}

function lackOf(known: Responses, { attempt }: MockedAttempt): string {
  const attempts = [...known.keys()].join(', ');
  return `There is no mocked response for attempt ${attempt}, only for ${attempts || 'none'}`;
}

/** Neither Retry nor Catch may take it: the test case is wrong, not the workflow. */
function missing({ machine, testCase, state }: MockedAttempt, lack: string): Outcome {
  const cause = `${lack}: test case '${testCase}' of the state machine '${machine}', state '${state}'.`;
  return { type: 'TaskFailed', failure: { error: 'States.Runtime', cause } };
}
