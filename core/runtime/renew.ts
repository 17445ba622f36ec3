/** Keeps the records of executions that outlive the retention. */

import type { Timestamp } from '../engine/execution.ts';
import type { StepRecord } from '../engine/step-record.ts';
import type { Ports } from '../ports.ts';
import type { Runtime } from './runtime.ts';

/**
 * Records expire by themselves. An execution that lives long, or is about to sleep long, has all of its records renewed
 * each time that half of the retention is over; a child keeps its parents alive, too.
 */
export async function renewIfDue(
  { ports, settings }: Runtime,
  before: StepRecord,
  record: StepRecord,
): Promise<void> {
  const { id, startedAt } = record.state;
  const half = settings.retentionMs / 2;
  const period = (time: number) => Math.floor((time - startedAt) / half);
  const due = record.commands.reduce(
    (latest, command) => (command.type === 'ScheduleTimer' ? Math.max(latest, command.at) : latest),
    record.committedAt,
  );
  if (period(due) === period(before.committedAt)) return;
  await renewKin(ports, id, due);
}

/** For so long after each half of the retention, the sweep sees to it that the records were renewed. */
const RENEWED_WITHIN_MS = 7 * 86_400_000;

/** A Task may wait for years, and no step comes that would renew its records: the sweep calls this instead. */
export async function renewWaiting(
  { ports, settings }: Runtime,
  { state: { id, startedAt } }: StepRecord,
): Promise<void> {
  const half = settings.retentionMs / 2;
  const age = ports.clock.now() - startedAt;
  const period = Math.floor(age / half);
  if (period === 0 || age - period * half > RENEWED_WITHIN_MS) return;
  // The same time for the whole period, so that a second sweep finds nothing left to write.
  await renewKin(ports, id, startedAt + (period + 1) * half);
}

async function renewKin({ store }: Ports, id: string, due: Timestamp): Promise<void> {
  for (let kin = id; ; kin = kin.slice(0, kin.lastIndexOf('/'))) {
    await store.renew(kin, due);
    if (!kin.includes('/')) return;
  }
}
