/** Which resources have an integration, and what each says of itself. */

import { describe, expect, it } from 'vitest';
import { integrationOf } from '../../core/integrations/index.ts';
import type { Answer, Origin } from '../../core/integrations/integration.ts';
import type { Json } from '../../core/json.ts';

const origin: Origin = {
  resource: 'arn:aws:states:::events:putEvents',
  executionArn: 'arn:execution',
  stateMachineArn: 'arn:machine',
  attempt: 'machine:run#3',
};

function found(resource: string) {
  const integration = integrationOf(`arn:aws:states:::${resource}`);
  if (!integration) throw new Error(`no integration for ${resource}`);
  return integration;
}

const answered = (output: Record<string, Json>): Answer => ({
  type: 'answered',
  status: 200,
  headers: { 'x-amzn-requestid': 'r-1', connection: 'keep-alive', 'keep-alive': 'timeout=5' },
  output,
});

describe('an attempt of unknown outcome', () => {
  it.each([
    ['dynamodb:getItem', true],
    ['dynamodb:putItem', false],
    ['sqs:sendMessage', false],
    ['states:startExecution', true],
    ['ecs:runTask', true],
    ['aws-sdk:s3:getObject', true],
    ['aws-sdk:s3:listObjectsV2', true],
    ['aws-sdk:s3:putObject', false],
    ['aws-sdk:sfn:getActivityTask', false],
    ['aws-sdk:cloudformation:detectStackDrift', false],
  ])('of %s may be made again: %s', (resource, idempotent) => {
    expect(found(resource).idempotent).toBe(idempotent);
  });

  it('fails with an error of the service otherwise', () => {
    expect(found('sqs:sendMessage').lost.error).toBe('SQS.Unknown');
    expect(found('aws-sdk:dynamodb:putItem').lost.error).toBe('DynamoDb.Unknown');
  });
});

describe('putEvents', () => {
  it('signs every entry with the machine and the execution', () => {
    const { parameters } = found('events:putEvents').call(
      { Entries: [{ Source: 's' }, { Source: 't', Resources: ['mine'] }] },
      origin,
    );
    expect(parameters.Entries).toEqual([
      { Source: 's', Resources: ['arn:machine', 'arn:execution'] },
      { Source: 't', Resources: ['mine', 'arn:machine', 'arn:execution'] },
    ]);
  });

  it('fails as soon as one entry does, with the answer as the cause', () => {
    const output = { FailedEntryCount: 1, Entries: [{ ErrorCode: 'MalformedDetail' }] };
    expect(found('events:putEvents').outcome(answered(output))).toEqual({
      type: 'TaskFailed',
      failure: { error: 'EventBridge.FailedEntry', cause: JSON.stringify(output) },
    });
  });

  it('gives its answer without metadata', () => {
    const output = { FailedEntryCount: 0, Entries: [{ EventId: 'e' }] };
    expect(found('events:putEvents').outcome(answered(output))).toEqual({
      type: 'TaskSucceeded',
      output,
    });
  });
});

describe('startExecution', () => {
  it('names an execution after the attempt, so that a repetition starts nothing', () => {
    const name = (attempt: string) =>
      found('states:startExecution').call({}, { ...origin, attempt }).parameters.Name;
    expect(name('a#1')).toMatch(/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/);
    expect(name('a#1')).toBe(name('a#1'));
    expect(name('a#1')).not.toBe(name('a#2'));
  });

  it('keeps a name that is given', () => {
    const { parameters } = found('states:startExecution').call({ Name: 'monday' }, origin);
    expect(parameters.Name).toBe('monday');
  });
});

describe('the HTTP metadata of a result', () => {
  it('leaves out what belongs to the connection, and spells headers as the service does', () => {
    const of = (resource: string) => found(resource).outcome(answered({}));
    const metadata = (connection: string) => ({
      SdkHttpMetadata: {
        AllHttpHeaders: { 'x-amzn-RequestId': ['r-1'], [connection]: ['keep-alive'] },
        HttpHeaders: { 'x-amzn-RequestId': 'r-1', [connection]: 'keep-alive' },
        HttpStatusCode: 200,
      },
      SdkResponseMetadata: { RequestId: 'r-1' },
    });
    expect(of('sqs:sendMessage')).toEqual({
      type: 'TaskSucceeded',
      output: metadata('connection'),
    });
    expect(of('dynamodb:putItem')).toEqual({
      type: 'TaskSucceeded',
      output: metadata('Connection'),
    });
  });
});

describe('a model of Bedrock', () => {
  it('answers with a value where it answers with JSON', () => {
    const output = { Body: '{"completion":"hello"}', ContentType: 'application/json' };
    expect(found('bedrock:invokeModel').outcome(answered(output))).toEqual({
      type: 'TaskSucceeded',
      output: { Body: { completion: 'hello' }, ContentType: 'application/json' },
    });
  });
});

describe('a resource that no integration serves', () => {
  it.each(['aws-sdk:nonesuch:get', 'sqs:receiveMessage', '__proto__', 'aws-sdk:s3'])(
    '%s has none',
    (resource) => expect(integrationOf(`arn:aws:states:::${resource}`)).toBeUndefined(),
  );
});
