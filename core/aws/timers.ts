/**
 * Timers: a delayed SQS message where the time is near, an EventBridge schedule where it is far. A schedule keeps the minute
 * only, so it fires early and the rest is a delayed message.
 */

import { createHash } from 'node:crypto';
import type { SchedulerClient } from '@aws-sdk/client-scheduler';
import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { Timestamp } from '../engine/execution.ts';
import type { StepMessage } from '../engine/step-record.ts';
import type { Clock, Timers } from '../ports.ts';

/** The longest delay of an SQS message, in ms. */
const LONGEST_DELAY = 900_000;
/** How late a schedule may fire, in ms. */
const SCHEDULE_PRECISION = 60_000;

export interface TimerTargets {
  queueUrl: string;
  scheduleGroup: string;
  scheduleRoleArn: string;
  stepFunctionArn: string;
}

/** @param scheduler loaded on first use: most executions never sleep long */
export function createTimers(
  sqs: SQSClient,
  scheduler: () => Promise<SchedulerClient>,
  clock: Clock,
  targets: TimerTargets,
): Timers {
  return {
    async arm(message) {
      const delay = message.at - clock.now();
      if (delay > LONGEST_DELAY) return schedule(await scheduler(), message, targets);
      await sqs.send(
        new SendMessageCommand({
          QueueUrl: targets.queueUrl,
          DelaySeconds: Math.max(0, Math.ceil(delay / 1000)),
          MessageBody: JSON.stringify(message),
        }),
      );
    },
  };
}

/** https://docs.aws.amazon.com/scheduler/latest/APIReference/API_CreateSchedule.html */
async function schedule(
  client: SchedulerClient,
  message: StepMessage & { at: Timestamp },
  { scheduleGroup, scheduleRoleArn, stepFunctionArn }: TimerTargets,
): Promise<void> {
  const { CreateScheduleCommand, ConflictException } = await import('@aws-sdk/client-scheduler');
  const early = new Date(message.at - SCHEDULE_PRECISION).toISOString().slice(0, 19);
  try {
    await client.send(
      new CreateScheduleCommand({
        Name: nameOf(message),
        GroupName: scheduleGroup,
        ScheduleExpression: `at(${early})`,
        ScheduleExpressionTimezone: 'UTC',
        FlexibleTimeWindow: { Mode: 'OFF' },
        ActionAfterCompletion: 'DELETE',
        Target: { Arn: stepFunctionArn, RoleArn: scheduleRoleArn, Input: JSON.stringify(message) },
      }),
    );
  } catch (error) {
    // The same timer, armed before.
    if (!(error instanceof ConflictException)) throw error;
  }
}

/** A name that follows from what the timer is for, so that arming it twice makes one schedule. */
function nameOf({ execution, step, event }: StepMessage): string {
  const subject = `${execution}#${step ?? ''}#${event.type}`;
  return `timer-${createHash('sha256').update(subject).digest('hex').slice(0, 48)}`;
}
