/** Single states, tested by the API. */

import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/json.ts';
import { ApiWorld, ROLE } from '../api-world.ts';

const LAMBDA = 'arn:aws:states:::lambda:invoke';
const MAP: JsonObject = {
  Type: 'Map',
  ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } },
  End: true,
};

/** What a request is with documents as texts. */
function texts(request: JsonObject): JsonObject {
  const { definition, input, mock, ...rest } = request;
  return {
    ...rest,
    definition: typeof definition === 'string' ? definition : JSON.stringify(definition),
    ...(input !== undefined && { input: JSON.stringify(input) }),
    ...(mock !== undefined && { mock }),
  };
}

const test = (request: JsonObject) => new ApiWorld().call('TestState', texts(request));
const refusal = (request: JsonObject) => new ApiWorld().refusal('TestState', texts(request));
const result = (value: unknown): JsonObject => ({ result: JSON.stringify(value) });

describe('a state by itself', () => {
  it('says where it goes and what it hands on', async () => {
    const definition = { Type: 'Pass', Result: [1], ResultPath: '$.r', Next: 'Elsewhere' };
    expect(await test({ definition, input: { a: 1 } })).toEqual({
      status: 'SUCCEEDED',
      output: '{"a":1,"r":[1]}',
      nextState: 'Elsewhere',
    });
  });

  it('shows the stages that the data passes', async () => {
    const definition = {
      Type: 'Pass',
      InputPath: '$.payload',
      Parameters: { data: 1 },
      ResultPath: '$.result',
      OutputPath: '$.result.data',
      End: true,
    };
    const input = { payload: { foo: 'bar' } };
    expect(await test({ definition, input, inspectionLevel: 'DEBUG' })).toEqual({
      status: 'SUCCEEDED',
      output: '1',
      inspectionData: {
        input: '{"payload":{"foo":"bar"}}',
        afterInputPath: '{"foo":"bar"}',
        afterParameters: '{"data":1}',
        afterResultSelector: '{"data":1}',
        afterResultPath: '{"payload":{"foo":"bar"},"result":{"data":1}}',
      },
    });
  });

  it('shows no stage behind the one that failed', async () => {
    const definition = { Type: 'Pass', Parameters: { 'a.$': '$.none' }, End: true };
    const answer = await test({ definition, inspectionLevel: 'DEBUG' });
    expect(answer).toMatchObject({ status: 'FAILED', error: 'States.Runtime' });
    expect(answer.inspectionData).toEqual({ input: '{}', afterInputPath: '{}' });
  });

  it('goes where a Choice leads, and does not wait', async () => {
    const choice = {
      Type: 'Choice',
      Choices: [{ Variable: '$.n', NumericGreaterThan: 1, Next: 'Many' }],
      Default: 'Few',
    };
    expect(await test({ definition: choice, input: { n: 2 } })).toMatchObject({
      nextState: 'Many',
    });
    const world = new ApiWorld();
    const before = world.now;
    const wait = JSON.stringify({ Type: 'Wait', Seconds: 3600, Next: 'After' });
    expect(await world.call('TestState', { definition: wait })).toMatchObject({
      status: 'SUCCEEDED',
      nextState: 'After',
    });
    expect(world.now).toBe(before);
  });

  it('fails as Fail says', async () => {
    const definition = { Type: 'Fail', Error: 'E', Cause: 'c' };
    expect(await test({ definition })).toEqual({ status: 'FAILED', error: 'E', cause: 'c' });
  });

  it('reads variables, and shows them with those that it assigns', async () => {
    const definition = {
      Type: 'Pass',
      QueryLanguage: 'JSONata',
      Output: '{% $x + 1 %}',
      Assign: { y: 2 },
      End: true,
    };
    const answer = await test({ definition, variables: '{"x": 1}', inspectionLevel: 'TRACE' });
    expect(answer).toMatchObject({ status: 'SUCCEEDED', output: '2' });
    expect(answer.inspectionData).toEqual({ input: '{}', variables: '{"x":1,"y":2}' });
  });

  it('is found in a whole machine by its name, nested ones too', async () => {
    const definition = { StartAt: 'M', States: { M: MAP } };
    expect(await test({ definition, stateName: 'P', input: 7 })).toMatchObject({ output: '7' });
    expect(await refusal({ definition, stateName: 'Q' })).toBe(
      'ValidationException: State not found in definition',
    );
  });

  it('is checked as it would be in a machine', async () => {
    expect(await refusal({ definition: { Type: 'Pass', Nexxt: 'A' } })).toMatch(
      /^InvalidDefinition: Invalid State Machine Definition: 'SCHEMA_VALIDATION_FAILED: .* at \/States\/StateName/,
    );
    expect(await refusal({ definition: '{' })).toMatch(/INVALID_JSON_DESCRIPTION/);
  });

  it('sees a context object that may be given', async () => {
    const definition = { Type: 'Pass', Parameters: { 'c.$': '$$' }, End: true };
    const context = '{"Execution": {"Name": "n"}}';
    expect(await test({ definition, context })).toMatchObject({
      output: '{"c":{"Execution":{"Name":"n"}}}',
    });
    const shown = JSON.parse(String((await test({ definition })).output)) as JsonObject;
    expect(shown).toMatchObject({
      c: {
        Execution: { Id: expect.stringMatching(/:express:id-0:id-1$/), Name: 'id-1' },
        State: { Name: 'StateName' },
        StateMachine: { Name: 'id-0' },
      },
    });
  });
});

describe('a task', () => {
  const definition = { Type: 'Task', Resource: LAMBDA, Parameters: { 'a.$': '$.a' }, End: true };

  it('is called for real under a role', async () => {
    const answer = await test({
      definition: {
        ...definition,
        Resource: 'arn:aws:states:::sqs:sendMessage',
        Parameters: { QueueUrl: 'q', 'MessageBody.$': '$.a' },
      },
      input: { a: 1 },
      roleArn: ROLE,
      inspectionLevel: 'DEBUG',
    });
    expect(answer.status).toBe('SUCCEEDED');
    expect(Object.keys(answer.inspectionData as JsonObject).sort()).toEqual([
      'afterInputPath',
      'afterParameters',
      'afterResultPath',
      'afterResultSelector',
      'input',
      'result',
    ]);
    expect(await refusal({ definition })).toBe(
      'ValidationException: RoleArn must be specified when testing a Task state',
    );
  });

  it('brings the mocked result', async () => {
    const mocked = { ...definition, ResultSelector: { 'b.$': '$.x' }, ResultPath: '$.r' };
    const answer = await test({ definition: mocked, input: { a: 1 }, mock: result({ x: 2 }) });
    expect(answer).toEqual({ status: 'SUCCEEDED', output: '{"a":1,"r":{"b":2}}' });
  });

  it.each([
    [0, { status: 'RETRIABLE', backoff: 2 }],
    [2, { status: 'RETRIABLE', backoff: 18 }],
    [3, { status: 'CAUGHT_ERROR', backoff: undefined }],
  ])('that has been retried %i times fails with %o', async (retries, expected) => {
    const answer = await test({
      definition: {
        ...definition,
        Retry: [
          { ErrorEquals: ['Other'] },
          { ErrorEquals: ['E'], IntervalSeconds: 2, BackoffRate: 3, MaxAttempts: 3 },
        ],
        Catch: [{ ErrorEquals: ['States.ALL'], ResultPath: '$.error', Next: 'Mend' }],
      },
      input: { a: 1 },
      mock: { errorOutput: { error: 'E', cause: 'c' } },
      stateConfiguration: { retrierRetryCount: retries },
      inspectionLevel: 'DEBUG',
    });
    const { errorDetails } = answer.inspectionData as JsonObject;
    expect(answer).toMatchObject({ status: expected.status, error: 'E', cause: 'c' });
    expect(errorDetails).toMatchObject({ retryIndex: 1 });
    expect((errorDetails as JsonObject).retryBackoffIntervalSeconds).toBe(expected.backoff);
    if (expected.status !== 'CAUGHT_ERROR') return;
    expect(answer).toMatchObject({
      nextState: 'Mend',
      output: '{"a":1,"error":{"Error":"E","Cause":"c"}}',
    });
  });

  it('that waits for somebody needs a mock', async () => {
    const token = { ...definition, Resource: `${LAMBDA}.waitForTaskToken` };
    expect(await refusal({ definition: token, roleArn: ROLE })).toMatch(/^InvalidDefinition/);
    const mocked = { definition: token, input: { a: 1 }, mock: result('done') };
    expect(await test(mocked)).toMatchObject({ output: '"done"' });
  });
});

describe('a Map', () => {
  it('brings the mocked results of its iterations', async () => {
    const definition = {
      ...MAP,
      ItemsPath: '$.items',
      ItemSelector: { 'v.$': '$$.Map.Item.Value' },
    };
    const answer = await test({
      definition,
      input: { items: [1, 2] },
      mock: result(['a', 'b']),
      inspectionLevel: 'DEBUG',
    });
    expect(answer).toMatchObject({ status: 'SUCCEEDED', output: '["a","b"]' });
    expect(answer.inspectionData).toMatchObject({
      afterItemsPath: '[1,2]',
      afterItemSelector: '[{"v":1},{"v":2}]',
      maxConcurrency: 0,
    });
  });

  it.each([
    [{ ToleratedFailureCount: 2 }, 2, 'SUCCEEDED'],
    [{ ToleratedFailureCount: 1 }, 2, 'FAILED'],
    [{ ToleratedFailurePercentage: 50 }, 2, 'SUCCEEDED'],
    [{ ToleratedFailurePercentage: 49 }, 2, 'FAILED'],
    [{}, 2, 'SUCCEEDED'],
  ])('that tolerates %o takes %i failures: %s', async (tolerance, failures, status) => {
    const answer = await test({
      definition: { ...MAP, ...tolerance },
      input: [1, 2, 3, 4],
      mock: result([1, 2, 3, 4]),
      stateConfiguration: { mapIterationFailureCount: failures },
    });
    expect(answer.status).toBe(status);
    if (status !== 'FAILED') return;
    expect(answer.error).toBe('States.ExceedToleratedFailureThreshold');
  });

  it('takes what its ItemReader would read', async () => {
    const processor = MAP.ItemProcessor as JsonObject;
    const definition = {
      ...MAP,
      ItemProcessor: {
        ...processor,
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
      },
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'JSON' },
        Parameters: { Bucket: 'b', Key: 'k' },
      },
      ItemSelector: { 'v.$': '$$.Map.Item.Value' },
    };
    const answer = await test({
      definition,
      mock: result([1]),
      stateConfiguration: { mapItemReaderData: '[5]' },
      inspectionLevel: 'DEBUG',
    });
    expect(answer).toMatchObject({ output: '[1]' });
    expect(answer.inspectionData).toMatchObject({ afterItemSelector: '[{"v":5}]' });
  });
});

describe('a request', () => {
  const task = { Type: 'Task', Resource: LAMBDA, End: true };
  const failed = { errorOutput: { error: 'E' } };

  it.each<[string, JsonObject]>([
    [
      'A test mock should have only one of the following fields: [result, errorOutput].',
      { definition: task, mock: { ...failed, ...result({}) } },
    ],
    [
      "State type 'Fail' is not supported when a mock is specified",
      { definition: { Type: 'Fail' }, mock: failed },
    ],
    ['Mocked result must be valid JSON', { definition: task, mock: { result: '{' } }],
    ['Mocked result must be an array.', { definition: MAP, mock: result({}) }],
    [
      'Map iteration failure count must be less than or equal to the number of Map iterations',
      {
        definition: MAP,
        input: [1],
        mock: result([1]),
        stateConfiguration: { mapIterationFailureCount: 2 },
      },
    ],
    [
      'TestState does not support MapIterationFailureCount when a mock is not specified.',
      { definition: MAP, stateConfiguration: { mapIterationFailureCount: 0 } },
    ],
    [
      "Invalid Context object provided: Field 'x' is not allowed",
      { definition: task, mock: failed, context: '{"State": {"x": 1}}' },
    ],
    [
      'Invalid Context object provided: State.RetryCount must be a number',
      { definition: task, mock: failed, context: '{"State": {"RetryCount": "1"}}' },
    ],
    [
      "Invalid Context object provided: 'Map' field is not supported when mocking a Context object",
      { definition: task, mock: failed, context: '{"Map": {}}' },
    ],
  ])('is refused: %s', async (message, request) => {
    expect(await refusal(request)).toBe(`ValidationException: ${message}`);
  });

  it('for a Map or a Parallel needs a mock', async () => {
    expect(await refusal({ definition: MAP })).toBe(
      'InvalidDefinition: TestState API does not support Map or Parallel states. Supported state types include: [Task, Wait, Pass, Succeed, Fail, Choice]',
    );
  });
});
