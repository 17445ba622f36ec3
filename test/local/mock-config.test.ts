import { describe, expect, it } from 'vitest';
import { parseMockConfig, readMockConfig } from '../../core/local/mock-config.ts';

const config = (responses: object, cases: object = { Happy: { Call: 'R' } }) =>
  JSON.stringify({
    StateMachines: { m: { TestCases: cases } },
    MockedResponses: { R: responses },
  });
const attempt = (number: number, state = 'Call', testCase = 'Happy') => ({
  machine: 'm',
  execution: 'm:run',
  testCase,
  state,
  resource: 'arn:aws:states:::lambda:invoke',
  arguments: {},
  attempt: number,
});

describe('a mock configuration', () => {
  it('answers each attempt of a state, by its number or by a range', () => {
    const mocks = parseMockConfig(
      config({
        '0': { Throw: { Error: 'Lambda.TimeoutException', Cause: 'slow' } },
        '1-2': { Throw: { Error: 'Busy' } },
        '3': { Return: { StatusCode: 200 } },
      }),
    );
    const failure = { error: 'Lambda.TimeoutException', cause: 'slow' };
    expect(mocks.outcomeOf(attempt(0))).toEqual({ type: 'TaskFailed', failure });
    const busy = { type: 'TaskFailed', failure: { error: 'Busy' } };
    expect([1, 2].map((number) => mocks.outcomeOf(attempt(number)))).toEqual([busy, busy]);
    expect(mocks.outcomeOf(attempt(3))).toEqual({
      type: 'TaskSucceeded',
      output: { StatusCode: 200 },
    });
  });

  it('returns null, false and texts, too', () => {
    const mocks = parseMockConfig(config({ '0': { Return: null } }));
    expect(mocks.outcomeOf(attempt(0))).toEqual({ type: 'TaskSucceeded', output: null });
  });

  it('leaves states that a test case does not name to their services', () => {
    const mocks = parseMockConfig(config({ '0': { Return: 1 } }));
    expect(mocks.outcomeOf(attempt(0, 'Other'))).toBeUndefined();
  });

  it('fails the run at an attempt that has no response', () => {
    const mocks = parseMockConfig(config({ '0': { Throw: { Error: 'E' } } }));
    expect(mocks.outcomeOf(attempt(1))).toEqual({
      type: 'TaskFailed',
      failure: {
        error: 'States.Runtime',
        cause:
          "There is no mocked response for attempt 1, only for 0: test case 'Happy' of the state machine 'm', state 'Call'.",
      },
    });
  });

  it('knows its test cases', () => {
    const mocks = parseMockConfig(config({ '0': { Return: 1 } }, { toString: {}, Happy: {} }));
    expect(mocks.has('m', 'Happy')).toBe(true);
    expect(mocks.has('m', 'toString')).toBe(true);
    expect(mocks.has('m', 'valueOf')).toBe(false);
    expect(mocks.has('toString', 'Happy')).toBe(false);
  });

  it.each([
    ['[', /^it is not JSON: .* \(line 1, column \d+\)$/],
    ['[]', 'the file must be an object'],
    ['{}', 'StateMachines is missing'],
    ['{"StateMachines":{"m":{}}}', 'StateMachines.m.TestCases is missing'],
    [config({}, { Happy: [] }), 'StateMachines.m.TestCases.Happy must be an object'],
    [
      config({}, { Happy: { Call: 'Q' } }),
      "StateMachines.m.TestCases.Happy.Call must name one of the MockedResponses, not 'Q'",
    ],
    [
      config({ first: { Return: 1 } }),
      'MockedResponses.R.first must be the number of an attempt, such as "0", or a range, such as "1-2"',
    ],
    [config({ '2-1': { Return: 1 } }), /^MockedResponses\.R\.2-1 must be the number/],
    [
      config({ '0-2': { Return: 1 }, '2': { Return: 1 } }),
      // Names that are numbers come first in an object.
      'MockedResponses.R.0-2 answers attempt 2 a second time',
    ],
    [config({ '0': {} }), 'MockedResponses.R.0 must have either "Return" or "Throw"'],
    [
      config({ '0': { Return: 1, Throw: { Error: 'E' } } }),
      'MockedResponses.R.0 must have either "Return" or "Throw"',
    ],
    [config({ '0': { Throw: {} } }), 'MockedResponses.R.0.Throw.Error must be a text'],
    [
      config({ '0': { Throw: { Error: 'E', Cause: {} } } }),
      'MockedResponses.R.0.Throw.Cause must be a text',
    ],
  ])('says where %s is wrong', (text, message) => {
    expect(() => parseMockConfig(text)).toThrow(message);
  });

  it('says which file cannot be read', () => {
    expect(() => readMockConfig('/no/such/file.json')).toThrow(
      /^The mock configuration \/no\/such\/file\.json cannot be read: /,
    );
  });
});
