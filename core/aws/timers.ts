/**
 * Timers: a delayed SQS message where the time is near, an EventBridge schedule where it is far. A schedule keeps the minute
 * only, so it fires early and the rest is a delayed message.
 */

import { createHash } from 'node:crypto';
import type { Timestamp } from '../engine/execution.ts';
import type { StepMessage } from '../engine/step-record.ts';
import type { Clock, Timers } from '../ports.ts';
import { type Client, ServiceRefusal } from './client/client.ts';

/** The longest delay of an SQS message, in ms. */
const LONGEST_DELAY = 900_000;
/** How late a schedule may fire, in ms. */
const SCHEDULE_PRECISION = 60_000;

export interface TimerTargets {
  queueUrl: string;
  scheduleGroup: string;
  scheduleRoleArn: string;
  stepFunctionArn: string;
  /** Where a schedule that cannot invoke the step function leaves its message. */
  failureQueueArn: string;
}

/** @param clients of SQS and of EventBridge Scheduler */
export function createTimers(
  clients: { sqs: Client; scheduler: Client },
  clock: Clock,
  targets: TimerTargets,
): Timers {
  return {
    arm(message) {
      const delay = message.at - clock.now();
      return delay > LONGEST_DELAY
        ? schedule(clients.scheduler, message, targets)
        : sendLater(clients.sqs, message, Math.max(0, Math.ceil(delay / 1000)), targets);
    },
  };
}

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html */
async function sendLater(
  sqs: Client,
  message: StepMessage,
  DelaySeconds: number,
  { queueUrl }: TimerTargets,
): Promise<void> {
  await sqs.send({
    path: '/',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': 'AmazonSQS.SendMessage',
    },
    body: JSON.stringify({
      QueueUrl: queueUrl,
      DelaySeconds,
      MessageBody: JSON.stringify(message),
    }),
  });
}

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
async function schedule(
  scheduler: Client,
  message: StepMessage & { at: Timestamp },
  { scheduleGroup, scheduleRoleArn, stepFunctionArn, failureQueueArn }: TimerTargets,
): Promise<void> {
  const early = new Date(message.at - SCHEDULE_PRECISION).toISOString().slice(0, 19);
  try {
    await scheduler.send({
      path: `/schedules/${nameOf(message)}`,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        GroupName: scheduleGroup,
        ScheduleExpression: `at(${early})`,
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: {
          Arn: stepFunctionArn,
          RoleArn: scheduleRoleArn,
          Input: JSON.stringify(message),
          DeadLetterConfig: { Arn: failureQueueArn },
        },
      }),
    });
  } catch (error) {
    // The same timer, armed before.
    if (!(error instanceof ServiceRefusal && error.name === 'ConflictException')) throw error;
  }
}

/**
 * A name that follows from what the timer is for, so that arming it twice makes one schedule. The timers of an attempt are
 * armed again and again, each time for another time.
 */
function nameOf({ execution, step, event, at }: StepMessage): string {
  const attempt = 'attempt' in event ? `#${event.attempt}#${at}` : '';
  const subject = `${execution}#${step ?? ''}#${event.type}${attempt}`;
  return `timer-${createHash('sha256').update(subject).digest('hex').slice(0, 48)}`;
}
