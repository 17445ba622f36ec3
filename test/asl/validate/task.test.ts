/** What the fields of a Task must be to each other. */

import { describe, expect, it } from 'vitest';
import { LAMBDA, problemsOf } from './machine.ts';

const taskWith = (fields: Record<string, unknown>) =>
  problemsOf({ Type: 'Task', Resource: LAMBDA, End: true, ...fields });

describe('a task', () => {
  it('beats faster than it times out', async () => {
    expect(await taskWith({ HeartbeatSeconds: 4, TimeoutSeconds: 5 })).toEqual([]);
    expect(await taskWith({ HeartbeatSeconds: 5, TimeoutSeconds: 5 })).toEqual([
      'HeartbeatSeconds must be smaller than TimeoutSeconds at /States/X',
    ]);
  });

  it('has credentials that name a role', async () => {
    expect(
      await taskWith({ Credentials: { RoleArn: 'arn:aws:iam::123456789012:role/r' } }),
    ).toEqual([]);
    expect(await taskWith({ Credentials: { 'RoleArn.$': '$.role' } })).toEqual([]);
    for (const credentials of [{}, { InvalidField: 'invalid' }]) {
      expect(await taskWith({ Credentials: credentials })).toEqual([
        "The field 'RoleArn' is required but was missing at /States/X/Credentials",
      ]);
    }
    expect(await taskWith({ Credentials: null })).toEqual([
      'Expected value of type Object at /States/X/Credentials',
    ]);
  });

  it('needs no credentials for an activity', async () => {
    const resource = 'arn:aws:states:us-east-1:123456789012:activity:pack';
    expect(await taskWith({ Resource: resource, Credentials: { RoleArn: 'r' } })).toEqual([
      "The field 'Credentials' is not supported for activities at /States/X/Credentials",
    ]);
  });
});
