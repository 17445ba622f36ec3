/** What may stand as a Resource. */

import { describe, expect, it } from 'vitest';
import { linesOf, machineOf, problemsOf } from './machine.ts';

const taskOf = (resource: unknown) => ({ Type: 'Task', Resource: resource, End: true });
const ACTIVITY = 'arn:aws:states:us-east-1:123456789012:activity:pack';

describe('resources', () => {
  it.each([
    'arn:aws:lambda:us-east-1:123456789012:function:charge',
    'arn:aws:lambda:us-east-1:123456789012:function:charge:$LATEST',
    'arn:aws-cn:lambda:cn-north-1:123456789012:function:charge:live',
    'arn:aws:states:::lambda:invoke',
    'arn:aws:states:::states:startExecution.sync:2',
    'arn:aws:states:::aws-sdk:s3:getObject',
    ACTIVITY,
    'urn:robots:arm',
  ])('may be %s', async (resource) => {
    expect(await problemsOf(taskOf(resource))).toEqual([]);
  });

  it.each([
    'charge',
    '',
    'arn:aws:states',
    'arn:aws:lambda:us-east-1:123456789012:function:charge:',
    'arn:aws:lambda:us-east-1:123456789012:function:charge:$*#$7485',
  ])('may not be %j', async (resource) => {
    expect(await problemsOf(taskOf(resource))).toEqual([
      'Value is not a valid resource ARN at /States/X/Resource',
    ]);
  });

  it.each([
    [ACTIVITY, 'Activity ARN'],
    ['arn:aws:states:::states:startExecution.sync', "'.sync' service integration"],
    ['arn:aws:states:::states:startExecution.sync:2', "'.sync' service integration"],
    [
      'arn:aws:states:::sqs:sendMessage.waitForTaskToken',
      "'.waitForTaskToken' service integration",
    ],
  ])('of an express machine may not be %s', async (resource, what) => {
    expect(await linesOf(machineOf(taskOf(resource)), 'EXPRESS')).toEqual([
      `Express state machine does not support ${what} at /States/X/Resource`,
    ]);
  });
});
