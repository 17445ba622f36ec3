/** What is measured of a step that was committed: its history, and the record that it answers, say it all. */

import type { Event } from '../engine/events.ts';
import { rootOf } from '../engine/execution-id.ts';
import type { StepRecord } from '../engine/step-record.ts';
import type { Metrics } from '../ports.ts';
import type { Runtime } from './runtime.ts';

/** What a record answers: the one before it, and the event that came to it. */
export interface Answered {
  before: StepRecord;
  event: Event;
}

/** What AWS's metrics call what history events are of: where it is counted, and where it is timed. */
const FAMILIES: Readonly<Record<string, { counted: string; timed: string }>> = {
  Execution: { counted: 'Executions', timed: 'Execution' },
  LambdaFunction: { counted: 'LambdaFunctions', timed: 'LambdaFunction' },
  Task: { counted: 'ServiceIntegrations', timed: 'ServiceIntegration' },
  Activity: { counted: 'Activities', timed: 'Activity' },
};

const MEASURED =
  /^(Execution|LambdaFunction|Task|Activity)(Scheduled|Started|Succeeded|Failed|TimedOut|Aborted)$/;

/**
 * Notes a record's events, how long its execution took where it ends with them, and of a task how long it waited
 * (ScheduleTime), ran (RunTime) and took together (Time), in milliseconds.
 * https://docs.aws.amazon.com/step-functions/latest/dg/procedure-cw-metrics.html
 *
 * @param answered absent for an execution's first record
 */
export function measureRecord({ ports }: Runtime, record: StepRecord, answered?: Answered): void {
  const { metrics } = ports;
  if (!metrics) return;
  const { state, history, committedAt } = record;
  const { machine } = rootOf(state.id);
  for (const { type } of history) {
    const [, what = '', how = ''] = MEASURED.exec(type) ?? [];
    const family = FAMILIES[what];
    if (family === undefined) continue;
    metrics.count(`${family.counted}${how}`, 1, machine);
    if (what !== 'Execution') {
      if (answered)
        timeTask(metrics, machine, { family: family.timed, how, at: committedAt }, answered);
    } else if (how !== 'Started') {
      metrics.time('ExecutionTime', committedAt - state.startedAt, machine);
    }
  }
}

function timeTask(
  metrics: Metrics,
  machine: string,
  { family, how, at }: { family: string; how: string; at: number },
  { before, event }: Answered,
): void {
  const isActivity = family === 'Activity';
  if (how === 'Scheduled') return;
  if (how === 'Started') {
    // Whatever is no activity is started by the step that schedules it.
    metrics.time(`${family}ScheduleTime`, isActivity ? at - before.committedAt : 0, machine);
    return;
  }
  const { waiting } = before.state.current ?? {};
  if (waiting?.for !== 'task') return;
  const scheduledAt = waiting.since ?? before.committedAt;
  metrics.time(`${family}Time`, at - scheduledAt, machine);
  const wasTaken = before.history.some(({ type }) => type === 'ActivityStarted');
  if (!isActivity) metrics.time(`${family}RunTime`, at - scheduledAt, machine);
  else if (wasTaken) metrics.time(`${family}RunTime`, at - before.committedAt, machine);
  if (isActivity && event.type === 'TaskTimedOut' && event.heartbeat) {
    metrics.count('ActivitiesHeartbeatTimedOut', 1, machine);
  }
}
