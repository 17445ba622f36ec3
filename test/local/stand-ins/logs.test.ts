/** The stand-in for CloudWatch Logs: what it finds again, page by page, and what it refuses. */

import { beforeEach, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../../core/json.ts';
import { systemClock } from '../../../core/local/clock.ts';
import { Database } from '../../../core/local/database.ts';
import { LogGroups } from '../../../core/local/stand-ins/logs.ts';

const home = { partition: 'aws', region: 'us-east-1', account: '123456789012' };
const logGroupName = '/aws/vendedlogs/states/orders';
const logStreamName = 'states/orders/2026-01-01';
let logs: LogGroups;

const put = (...texts: string[]) =>
  logs.answer('PutLogEvents', {
    logGroupName,
    logStreamName,
    logEvents: texts.map((message, index) => ({ timestamp: index + 1, message })),
  });

const messagesOf = ({ events }: JsonObject) =>
  Array.isArray(events) ? events.map((event) => (event as JsonObject).message) : [];

beforeEach(async () => {
  logs = new LogGroups({ database: new Database(undefined), clock: systemClock, home });
  await logs.answer('CreateLogGroup', { logGroupName });
  await logs.answer('CreateLogStream', { logGroupName, logStreamName });
});

describe('log groups', () => {
  it('are found by the beginning of their names, with the ARN that a destination takes', async () => {
    await logs.answer('CreateLogGroup', { logGroupName: '/other' });
    const found = await logs.answer('DescribeLogGroups', { logGroupNamePrefix: '/aws/vended' });
    expect(found.logGroups).toMatchObject([
      { logGroupName, arn: `arn:aws:logs:us-east-1:123456789012:log-group:${logGroupName}:*` },
    ]);
  });

  it('take their streams and events with them', async () => {
    await put('a');
    await logs.answer('DeleteLogGroup', { logGroupName });
    await logs.answer('CreateLogGroup', { logGroupName });
    expect(await logs.answer('DescribeLogStreams', { logGroupName })).toEqual({ logStreams: [] });
  });

  it('are refused twice, and missed where there are none', async () => {
    await expect(logs.answer('CreateLogGroup', { logGroupName })).rejects.toMatchObject({
      code: 'ResourceAlreadyExistsException',
    });
    const missing = { logGroupName: '/none', logStreamName, logEvents: [] };
    await expect(logs.answer('PutLogEvents', missing)).rejects.toMatchObject({
      code: 'ResourceNotFoundException',
      message: 'The specified log group does not exist.',
    });
    await expect(logs.answer('PutMetricFilter', {})).rejects.toMatchObject({
      code: 'UnknownOperationException',
    });
  });
});

describe('log events', () => {
  it('are read from the head or from the tail, and on from there', async () => {
    await put('a', 'b', 'c');
    const stream = { logGroupName, logStreamName, limit: 2 };
    const head = await logs.answer('GetLogEvents', { ...stream, startFromHead: true });
    expect(messagesOf(head)).toEqual(['a', 'b']);
    const on = { ...stream, nextToken: head.nextForwardToken ?? '' };
    expect(messagesOf(await logs.answer('GetLogEvents', on))).toEqual(['c']);
    const tail = await logs.answer('GetLogEvents', stream);
    expect(messagesOf(tail)).toEqual(['b', 'c']);
    const back = { ...stream, nextToken: tail.nextBackwardToken ?? '' };
    expect(messagesOf(await logs.answer('GetLogEvents', back))).toEqual(['a']);
  });

  it('are found by words, phrases and times', async () => {
    await put('{"type":"TaskFailed"}', '{"type":"Task Succeeded"}', 'TaskFailed again');
    const find = async (more: JsonObject) =>
      messagesOf(await logs.answer('FilterLogEvents', { logGroupName, ...more }));
    expect(await find({ filterPattern: 'TaskFailed again' })).toEqual(['TaskFailed again']);
    expect(await find({ filterPattern: '"Task Succeeded"' })).toHaveLength(1);
    expect(await find({ startTime: 2, endTime: 3 })).toEqual(['{"type":"Task Succeeded"}']);
  });
});
