/** Replaying cases against a scripted endpoint, and the verdicts on them. */

import { afterEach, describe, expect, it } from 'vitest';
import type { Json } from '../../core/json.ts';
import type { Case } from '../../scripts/conformance/case.ts';
import { replayCase } from '../../scripts/conformance/replay.ts';
import { unsupported } from '../../scripts/conformance/support.ts';
import { judge, type Verdict } from '../../scripts/conformance/verdict.ts';
import { type Scripted, type StubServer, startStub } from './stub-server.ts';

const RECORDED = 'arn:aws:states:us-east-1:111111111111';
const OURS = 'arn:aws:states:us-east-1:123456789012';

const started = (output: Json): Json[] => [
  { id: 1, type: 'ExecutionStarted', executionStartedEventDetails: { input: '{}' } },
  { id: 2, type: 'ExecutionSucceeded', executionSucceededEventDetails: { output } },
];

const passCase: Case = {
  file: 'base/pass.json',
  group: 'base',
  steps: [
    {
      n: 0,
      service: 'stepfunctions',
      op: 'StartExecution',
      params: { stateMachineArn: `${RECORDED}:stateMachine:m_12345678`, input: '{}' },
      gives: { executionArn: `${RECORDED}:execution:m_12345678:theirs` },
    },
    {
      n: 1,
      await: 'check_last_is_success',
      executionArn: `${RECORDED}:execution:m_12345678:theirs`,
    },
    {
      n: 2,
      service: 'stepfunctions',
      op: 'GetExecutionHistory',
      params: { executionArn: `${RECORDED}:execution:m_12345678:theirs` },
      expect: 'history',
    },
    { n: 3, match: 'cases' },
  ],
  expected: {
    history: {
      events: started({ a: 1 }),
      ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: 200 },
    },
    cases: [{ input: {}, output: { a: 1 } }],
  },
};
// In the recording, JSON texts were parsed.
passCase.expected = JSON.parse(
  JSON.stringify(passCase.expected).replace('"input":"{}"', '"input":{}'),
);

let stub: StubServer | undefined;
afterEach(() => stub?.close());

async function verdictOn(recorded: Case, script: (op: string) => Scripted): Promise<Verdict> {
  stub = await startStub(script);
  return judge(recorded, await replayCase(recorded, stub.url, 10_000));
}

const answers = (history: Json): ((op: string) => Scripted) => {
  const statuses = ['RUNNING', 'SUCCEEDED'];
  return (op): Scripted => {
    if (op === 'StartExecution')
      return { body: { executionArn: `${OURS}:execution:m_12345678:ours` } };
    if (op === 'DescribeExecution') return { body: { status: statuses.shift() ?? '' } };
    return { body: history };
  };
};

describe('a replay', () => {
  it('uses our own identifiers in later steps and waits for the end', async () => {
    const verdict = await verdictOn(passCase, answers({ events: started('{"a":1}') }));
    expect(verdict).toMatchObject({ strict: true, semantic: true, differences: [] });
    expect(stub?.calls.map(({ op }) => op)).toEqual([
      'StartExecution',
      'DescribeExecution',
      'DescribeExecution',
      'ListExecutions',
      'GetExecutionHistory',
    ]);
    expect(stub?.calls.at(-1)?.params).toEqual({
      executionArn: `${OURS}:execution:m_12345678:ours`,
    });
    expect(stub?.calls[0]?.params).toMatchObject({
      stateMachineArn: `${OURS}:stateMachine:m_12345678`,
    });
  });

  it('names the first place that differs', async () => {
    const verdict = await verdictOn(passCase, answers({ events: started('{"a":2}') }));
    expect(verdict).toMatchObject({ strict: false, semantic: false });
    expect(verdict.differences[0]).toEqual({
      path: 'history.events[1].executionSucceededEventDetails.output.a',
      expected: 1,
      got: 2,
    });
  });

  it('tells what matters to a workflow from what does not', async () => {
    const events = started('{"a":1}').map((event, i) => Object.assign({}, event, { id: 10 + i }));
    expect(await verdictOn(passCase, answers({ events }))).toMatchObject({
      strict: false,
      semantic: true,
    });
  });

  it('ends where a call is refused that AWS took', async () => {
    const verdict = await verdictOn(passCase, () => ({
      status: 400,
      body: { __type: 'com.amazonaws#InvalidArn', message: 'Invalid Arn' },
    }));
    expect(verdict.trouble).toBe('step 0: StartExecution answered 400 InvalidArn: Invalid Arn');
    expect(verdict).toMatchObject({ strict: false, semantic: false });
  });

  it('ends at its deadline', async () => {
    stub = await startStub(() => ({ body: { status: 'RUNNING' } }));
    const outcome = await replayCase(passCase, stub.url, 100);
    expect(outcome.trouble).toBe('step 1: not done after 0.1 s');
  });
});

describe('a refusal', () => {
  const refused = (expected: Json): Case => ({
    file: 'api/refused.json',
    group: 'api',
    steps: [
      {
        n: 0,
        service: 'stepfunctions',
        op: 'ListExecutions',
        params: {},
        expect: 'error',
        error_expected: true,
      },
    ],
    expected: { error: expected },
  });
  const script = (): Scripted => ({ status: 400, body: { __type: 'InvalidArn', message: 'Bad' } });

  const shapes: Json[] = [
    {
      Error: { Code: 'InvalidArn', Message: 'Bad' },
      message: 'Bad',
      ResponseMetadata: { HTTPHeaders: {}, HTTPStatusCode: 400 },
    },
    {
      exception_typename: 'InvalidArn',
      exception_value:
        'An error occurred (InvalidArn) when calling the ListExecutions operation: Bad',
    },
    'An error occurred (InvalidArn) when calling the ListExecutions operation: Bad',
  ];
  it.each(shapes)('is compared in the shape that was recorded', async (expected) => {
    expect(await verdictOn(refused(expected), script)).toMatchObject({ strict: true });
  });

  it('means the same under the same code', async () => {
    const expected = { Error: { Code: 'InvalidArn', Message: 'Worse' }, message: 'Worse' };
    expect(await verdictOn(refused(expected), script)).toMatchObject({
      strict: false,
      semantic: true,
    });
  });
});

describe('unsupported', () => {
  it('names the services that are missing', () => {
    expect(unsupported({ ...passCase, needs: ['lambda'] })).toBeUndefined();
    expect(unsupported({ ...passCase, needs: ['lambda', 'kinesis'] })).toBe('needs kinesis');
    expect(unsupported({ ...passCase, steps: [{ n: 0, match: 'log_streams' }] })).toBe(
      'derives log_streams',
    );
  });
});
