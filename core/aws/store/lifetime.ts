/** How long items are kept. DynamoDB deletes them some time after; nothing relies on it. */

import type { Timestamp } from '../../engine/execution.ts';
import type { StepRecord } from '../../engine/step-record.ts';

export interface StoreOptions {
  /** How long records are kept after the last thing that happens to them. */
  retentionDays: number;
  now: () => Timestamp;
  /** How many of the records that it wrote last a store remembers; 256 unless told. */
  recentRecords?: number;
}

/** Times to live in seconds since the epoch, as DynamoDB reads them. */
export interface Lifetime {
  /** Of what is written now. */
  fromNow(): number;
  /** Of what is needed until a time, in ms. */
  from(time: Timestamp): number;
  /** Of a record: the retention begins when its last timer is due. */
  ofRecord(record: StepRecord): number;
  /** Seconds that large values are kept beyond the record they were written for: half of the retention. */
  reserve: number;
}

const SECONDS_PER_DAY = 86_400;

/** The times to live under a store's options. */
export function createLifetime({ retentionDays, now }: StoreOptions): Lifetime {
  const retention = retentionDays * SECONDS_PER_DAY;
  const after = (time: Timestamp) => Math.ceil(time / 1000) + retention;
  return {
    fromNow: () => after(now()),
    from: after,
    ofRecord: ({ commands }) => {
      const due = commands.map((command) => (command.type === 'ScheduleTimer' ? command.at : 0));
      return after(Math.max(now(), ...due));
    },
    reserve: Math.ceil(retention / 2),
  };
}
