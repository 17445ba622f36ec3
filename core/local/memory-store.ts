/** The store in memory, for runs that keep nothing: simulations, and definitions that are run once. */

import type { Timestamp } from '../engine/execution.ts';
import type { StepRecord } from '../engine/step-record.ts';
import type { Attempt, Head, Join, Start, Store } from '../ports.ts';
import { createMemoryMapRuns } from './memory-map-runs.ts';
import { attemptKey, compare, pageOf, sortable } from './memory-page.ts';

interface OpenJoin {
  /** The child that runs in each slot. */
  slots: Map<number, number>;
  next: number;
  closed: boolean;
}

export function createMemoryStore(): Store {
  const logs = new Map<string, StepRecord[]>();
  const heads = new Map<string, Head>();
  const joins = new Map<string, OpenJoin>();
  const beats = new Map<string, Timestamp>();
  const jobs = new Map<string, Attempt>();
  const logOf = (execution: string) => logs.get(execution) ?? [];
  const add = (record: StepRecord) => {
    const log = logs.get(record.state.id);
    if (log) log[record.step] = record;
    else logs.set(record.state.id, [record]);
  };

  return {
    read: async (execution, step) => logOf(execution)[step],
    latest: async (execution) => logOf(execution).at(-1),
    latestOf: async (executions) => executions.flatMap((id) => logOf(id).at(-1) ?? []),
    records: async (execution, from, limit) => logOf(execution).slice(from, from + limit),
    async append(record) {
      if (logOf(record.state.id)[record.step]) return false;
      add(record);
      return true;
    },
    async createChildren(records) {
      for (const record of records) add(record);
    },

    async openHead(head) {
      if (!heads.has(head.id)) heads.set(head.id, head);
    },
    async reopenHead(head) {
      if (redrivesOf(heads.get(head.id)) < redrivesOf(head)) heads.set(head.id, head);
    },
    async closeHead(head) {
      if (redrivesOf(heads.get(head.id)) <= redrivesOf(head)) heads.set(head.id, head);
    },
    async dropHead(execution) {
      heads.delete(execution);
    },
    head: async (execution) => heads.get(execution),
    async heads({ machine, status, via, limit, after }) {
      const wanted = (head: Head) =>
        head.id.startsWith(`${machine}:`) &&
        (status === undefined || head.status === status) &&
        (via?.version === undefined || head.via?.version === via.version) &&
        (via?.alias === undefined || head.via?.alias === via.alias);
      const found = [...heads.values()]
        .filter(wanted)
        .sort((a, b) => compare(placeOf(b), placeOf(a)));
      return pageOf(found, placeOf, limit, after, (place, last) => place < last);
    },

    async openJoin(join) {
      const key = keyOf(join);
      const open = joins.get(key) ?? newJoin(join);
      joins.set(key, open);
      return open.closed ? [] : startsOf(open);
    },
    async leaveJoin(join, index, slot) {
      const open = joins.get(keyOf(join));
      if (!open || open.closed) return { complete: false };
      if (open.slots.get(slot) === index) {
        if (open.next < join.count) open.slots.set(slot, open.next++);
        else open.slots.delete(slot);
      }
      const start = open.slots.get(slot);
      return {
        ...(start !== undefined && { start: { index: start, slot } }),
        complete: open.slots.size === 0,
      };
    },
    async closeJoin(join) {
      const key = keyOf(join);
      const open = joins.get(key) ?? { slots: new Map<number, number>(), next: 0, closed: true };
      open.closed = true;
      joins.set(key, open);
      return [...open.slots.values()];
    },

    async beat(attempt, at) {
      beats.set(attemptKey(attempt), at);
    },
    lastBeat: async (attempt) => beats.get(attemptKey(attempt)),
    async linkJob(job, attempt) {
      jobs.set(job, attempt);
    },
    attemptOfJob: async (job) => jobs.get(job),

    ...createMemoryMapRuns(),

    async renew() {},
  };
}

function newJoin({ count, concurrency }: Join): OpenJoin {
  const size = Math.min(count, concurrency);
  const slots = new Map(Array.from({ length: size }, (_, index) => [index, index]));
  return { slots, next: size, closed: false };
}

function startsOf({ slots }: OpenJoin): Start[] {
  return [...slots].map(([slot, index]) => ({ index, slot }));
}

function keyOf({ execution, step }: Join): string {
  return `${execution}#${step}`;
}

function redrivesOf(head: Head | undefined): number {
  return head?.redrives ?? 0;
}

function placeOf({ startedAt, id }: Head): string {
  return sortable(startedAt, id);
}
