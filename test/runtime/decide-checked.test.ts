/** A Task whose arguments fit no call: it fails before anything is scheduled, and nothing takes that. */

import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { ApiWorld } from '../api/api-world.ts';

const Retry = [{ ErrorEquals: ['States.ALL'] }];
const Catch = [{ ErrorEquals: ['States.ALL'], Next: 'Caught' }];

/** How an execution of a machine with one such Task ends, and the types of its events. */
async function ended(resource: string, Parameters: JsonObject) {
  const world = new ApiWorld();
  const Resource = `arn:aws:states:::${resource}`;
  const machine = await world.createMachine('m', {
    StartAt: 'Call',
    States: {
      Call: { Type: 'Task', Resource, Parameters, Retry, Catch, End: true },
      Caught: { Type: 'Succeed' },
    },
  });
  const executionArn = await world.start(machine);
  await world.run();
  const { status, error, cause } = await world.call('DescribeExecution', { executionArn });
  const { events } = await world.call('GetExecutionHistory', { executionArn });
  return { status, error, cause, types: (events as JsonObject[]).map(({ type }) => type) };
}

const opening = "An error occurred while executing the state 'Call' (entered at the event id #2). ";

describe('a Task whose arguments fit no call', () => {
  it.each([
    ['lambda:invoke', { Payload: {} }, "The field 'FunctionName' is required but was missing"],
    [
      'lambda:invoke.waitForTaskToken',
      { FunctionName: 'f', TaskToken: 't' },
      'The field "TaskToken" is not supported by Step Functions',
    ],
    [
      'sqs:sendMessage',
      {},
      "The field 'QueueUrl' is required but was missing, The field 'MessageBody' is required but was missing",
    ],
    [
      'apigateway:invoke',
      { ApiEndpoint: 'a', Method: 'GET', QueryParameters: '?a=1' },
      "The value of the field 'QueryParameters' has an invalid format",
    ],
    [
      'states:startExecution',
      { StateMachineArn: 'a', Nmae: 'n' },
      'The field "Nmae" is not supported by Step Functions',
    ],
    ['aws-sdk:sfn:startExecution', {}, "The field 'StateMachineArn' is required but was missing"],
  ])('%s with %j is not scheduled', async (resource, args: JsonObject, problem) => {
    expect(await ended(resource, args)).toEqual({
      status: 'FAILED',
      error: 'States.Runtime',
      cause: `${opening}The Parameters '${JSON.stringify(args)}' could not be used to start the Task: [${problem}]`,
      types: ['ExecutionStarted', 'TaskStateEntered', 'ExecutionFailed'],
    });
  });
});
