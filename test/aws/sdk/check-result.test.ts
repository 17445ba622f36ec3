/** What results of AWS's services are held to. */

import { expect, it } from 'vitest';
import { checkResult } from '../../../core/aws/sdk/check-result.ts';
import type { Json } from '../../../core/json.ts';

const putEvents = { service: 'eventbridge', action: 'putEvents' };
const putItem = { service: 'dynamodb', action: 'putItem' };
const startExecution = { service: 'sfn', action: 'startExecution' };
const encrypt = { service: 'kms', action: 'encrypt', names: 'java' as const };
const getObject = { service: 's3', action: 'getObject', names: 'java' as const };

it.each<[string | undefined, typeof putEvents, Json]>([
  [undefined, putEvents, {}],
  [undefined, putEvents, { random: 'json' }],
  [undefined, putItem, { SdkHttpMetadata: { HttpStatusCode: 200 } }],
  [undefined, putItem, { Attributes: { a: { S: 'x' }, b: { L: [{ N: '1' }] } } }],
  ["Field 'S' must be a string", putItem, { Attributes: { a: { S: 1 } } }],
  ["Field 'CapacityUnits' must be a number", putItem, { ConsumedCapacity: { CapacityUnits: '1' } }],
  ["Field 'Attributes' must be an object", putItem, { Attributes: [] }],
  ["Field 'Entries' must be an array", putEvents, { Entries: 'no' }],
  ["Field 'EventId' must be a string", putEvents, { Entries: [{ EventId: '1' }, { EventId: [] }] }],
  ["Field 'ContentLength' must be a number", getObject, { ContentLength: '9000' }],
  ["Field 'LastModified' must be a string", getObject, { LastModified: true }],
  ["Field 'DeleteMarker' must be a boolean", getObject, { DeleteMarker: 'no' }],
  ["Field 'CiphertextBlob' is smaller than the minimum length", encrypt, { CiphertextBlob: '' }],
  ["Required field 'ExecutionArn' is missing", startExecution, { executionArn: 'a' }],
  ["Required field 'StartDate' is missing", startExecution, { ExecutionArn: 'a' }],
  [undefined, startExecution, { ExecutionArn: 'a', StartDate: '2026-01-01' }],
])('finds: %s', async (wrong, call, result) => {
  expect(await checkResult(call, result, true)).toBe(wrong);
});

it('misses nothing where only what is there counts', async () => {
  expect(await checkResult(startExecution, {}, false)).toBeUndefined();
  expect(await checkResult(startExecution, { StartDate: 1 }, false)).toBe(
    "Field 'StartDate' must be a string",
  );
});

it('takes anything where nothing is known of the action', async () => {
  expect(await checkResult({ service: 'kms', action: 'none' }, 1, true)).toBeUndefined();
  expect(await checkResult({ service: 'none', action: 'none' }, 1, true)).toBeUndefined();
});

it('lets an optimized integration show what bytes hold', async () => {
  const invoke = { service: 'lambda', action: 'Invoke' };
  expect(await checkResult(invoke, { Payload: { a: 1 } }, true)).toBeUndefined();
  expect(await checkResult({ ...invoke, names: 'java' }, { Payload: { a: 1 } }, true)).toBe(
    "Field 'Payload' must be a string",
  );
});
