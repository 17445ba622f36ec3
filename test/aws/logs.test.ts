/** The contract of logs, on the stand-in for CloudWatch Logs; and what becomes of what cannot be written. */

import { expect, it } from 'vitest';
import { createClient } from '../../core/aws/client/client.ts';
import { createLogs } from '../../core/aws/logs.ts';
import { isObject } from '../../core/json.ts';
import { systemClock } from '../../core/local/clock.ts';
import { Database } from '../../core/local/database.ts';
import { listen } from '../../core/local/http/server.ts';
import { ServiceError } from '../../core/local/service-error.ts';
import { LogGroups } from '../../core/local/stand-ins/logs.ts';
import { logsContract } from '../contract/logs.ts';

const home = { partition: 'aws', region: 'us-east-1', account: '123456789012' };
const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };

async function open() {
  const database = new Database(undefined);
  const groups = new LogGroups({ database, clock: systemClock, home });
  const http = await listen(0);
  http.serve([
    async ({ headers, body }) => {
      const operation = String(headers['x-amz-target']).replace('Logs_20140328.', '');
      try {
        const answer = await groups.answer(operation, JSON.parse(body));
        return { status: 200, body: JSON.stringify(answer) };
      } catch (error) {
        if (!(error instanceof ServiceError)) throw error;
        const refusal = { __type: error.code, message: error.message };
        return { status: error.status, body: JSON.stringify(refusal) };
      }
    },
  ]);
  const endpoint = `http://127.0.0.1:${http.port}`;
  const client = createClient('logs', { endpoint, region: home.region, credentials, attempts: 2 });
  const warnings: string[] = [];
  const now = Date.now();
  return {
    now,
    warnings,
    logs: createLogs(
      () => client,
      () => now,
      (message) => warnings.push(message),
    ),
    makeGroup: async (logGroupName: string) => {
      await groups.answer('CreateLogGroup', { logGroupName });
    },
    read: async (logGroupName: string, logStreamName: string) => {
      const input = { logGroupName, logStreamName, startFromHead: true };
      const { events } = await groups.answer('GetLogEvents', input);
      return (Array.isArray(events) ? events.filter(isObject) : []).map(({ message }) =>
        String(message),
      );
    },
    close: async () => {
      client.close();
      await http.close();
      database.close();
    },
  };
}

logsContract('CloudWatch Logs', open);

it('says what a group did not take', async () => {
  const opened = await open();
  await opened.logs.write('/missing', 's', [{ at: opened.now, text: 'lost' }]);
  await opened.close();
  expect(opened.warnings).toEqual([
    '1 events of executions are not in the log group /missing: ResourceNotFoundException: The specified log group does not exist.',
  ]);
});
