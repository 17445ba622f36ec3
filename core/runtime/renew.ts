/** Keeps the records of executions that outlive the retention. */

import type { StepRecord } from '../engine/step-record.ts';
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
  for (let kin = id; ; kin = kin.slice(0, kin.lastIndexOf('/'))) {
    await ports.store.renew(kin, due);
    if (!kin.includes('/')) return;
  }
}
