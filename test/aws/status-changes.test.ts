/** Status changes as they go over the wire to EventBridge, and what becomes of refusals. */

import { describe, expect, it } from 'vitest';
import { createClient } from '../../core/aws/client/client.ts';
import { createStatusChanges } from '../../core/aws/status-changes.ts';
import { listen } from '../../core/local/http/server.ts';

const CHANGE = {
  executionArn: 'arn:aws:states:us-east-1:123456789012:execution:m:n',
  at: 1_767_225_600_500,
  detail: { status: 'SUCCEEDED' },
};

/** Announces the change to an EventBridge that gives this answer. */
async function announce(status: number, answer: object) {
  const bodies: string[] = [];
  const http = await listen(0);
  http.serve([
    async ({ body }) => {
      bodies.push(body);
      return { status, body: JSON.stringify(answer) };
    },
  ]);
  const client = createClient('events', {
    endpoint: `http://127.0.0.1:${http.port}`,
    region: 'us-east-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    attempts: 1,
  });
  const warnings: string[] = [];
  const changes = createStatusChanges(
    () => client,
    'treadle',
    (message) => warnings.push(message),
  );
  const error = await changes.announce(CHANGE).catch((thrown: Error) => thrown);
  client.close();
  await http.close();
  return { sent: JSON.parse(bodies[0] ?? '{}') as object, error, warnings };
}

describe('a change of status', () => {
  it('is an event of the type that AWS gives it', async () => {
    const { sent, error } = await announce(200, { FailedEntryCount: 0, Entries: [{}] });
    expect(error).toBeUndefined();
    expect(sent).toEqual({
      Entries: [
        {
          Source: 'treadle',
          DetailType: 'Step Functions Execution Status Change',
          Detail: '{"status":"SUCCEEDED"}',
          Resources: [CHANGE.executionArn],
          Time: 1_767_225_600.5,
        },
      ],
    });
  });

  it('is told again where EventBridge was busy', async () => {
    const entry = { ErrorCode: 'ThrottlingException', ErrorMessage: 'slow down' };
    const { error } = await announce(200, { FailedEntryCount: 1, Entries: [entry] });
    expect(error).toEqual(new Error('ThrottlingException: slow down'));
  });

  it('holds nothing up where EventBridge will never take it', async () => {
    const refusal = { __type: 'AccessDeniedException', message: 'no' };
    const { error, warnings } = await announce(400, refusal);
    expect(error).toBeUndefined();
    expect(warnings).toEqual([`nobody was told that ${CHANGE.executionArn} is SUCCEEDED: no`]);
  });
});
