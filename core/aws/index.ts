/** The ports on AWS, assembled from the environment that `serverless.yml` gives every function. */

import { setTimeout as sleep } from 'node:timers/promises';
import type { Ports } from '../ports.ts';
import { createActivities } from './activities.ts';
import { createClient } from './client/client.ts';
import { createDynamoDb } from './dynamodb.ts';
import { createInvoker } from './invoker.ts';
import { createLogs } from './logs.ts';
import { createMachineStore } from './machine-store.ts';
import type { OwnApi } from './own-api.ts';
import { createStatusChanges } from './status-changes.ts';
import { createStore } from './store.ts';
import { createTasks } from './tasks.ts';
import { createTimers } from './timers.ts';

/** Nobody waits long for a log. */
const LOG_ATTEMPTS = 3;

export type Environment = Record<string, string | undefined>;

/**
 * @param ownApi answers what Tasks ask of Step Functions
 * @throws {Error} naming the variable that is missing
 */
export function createPorts(env: Environment, ownApi?: OwnApi): Ports {
  const clock = { now: () => Date.now(), sleep: (ms: number) => sleep(ms) };
  const table = required(env, 'TREADLE_TABLE');
  const dynamodb = createDynamoDb();
  const options = { retentionDays: Number(env.TREADLE_RETENTION_DAYS || 90), now: clock.now };
  const taskEndpoint = env.TREADLE_TASK_ENDPOINT_LAMBDA;
  return {
    clock,
    store: createStore(dynamodb, table, options),
    machines: createMachineStore(dynamodb, table),
    activities: createActivities(dynamodb, table, options),
    invoker: createInvoker(
      createClient('lambda'),
      required(env, 'TREADLE_STEP_FUNCTION'),
      required(env, 'TREADLE_EXPRESS_FUNCTION'),
    ),
    timers: createTimers(
      { sqs: createClient('sqs'), scheduler: createClient('scheduler') },
      clock,
      {
        queueUrl: required(env, 'TREADLE_TIMER_QUEUE_URL'),
        scheduleGroup: required(env, 'TREADLE_SCHEDULE_GROUP'),
        scheduleRoleArn: required(env, 'TREADLE_SCHEDULE_ROLE_ARN'),
        stepFunctionArn: required(env, 'TREADLE_STEP_FUNCTION_ARN'),
        failureQueueArn: required(env, 'TREADLE_FAILURE_QUEUE_ARN'),
      },
    ),
    logs: createLogs(() => createClient('logs', { attempts: LOG_ATTEMPTS }), clock.now, warn),
    ...(env.TREADLE_STATUS_EVENTS && {
      statusChanges: createStatusChanges(
        () => createClient('events'),
        env.TREADLE_STATUS_EVENTS,
        warn,
      ),
    }),
    tasks: createTasks({ ...(taskEndpoint && { endpoint: taskEndpoint }) }, env, ownApi),
  };
}

function required(env: Environment, name: string): string {
  const value = env[name];
  if (!value) throw new Error(`the environment variable ${name} is not set`);
  return value;
}

/** What is lost for good, and holds nothing up. */
function warn(message: string): void {
  console.warn(JSON.stringify({ level: 'warn', message }));
}
