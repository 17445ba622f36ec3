/** The stores in memory, for runs that keep nothing: simulations, and definitions that are run once. */

import type { Timestamp } from '../engine/execution.ts';
import type { StepRecord } from '../engine/step-record.ts';
import {
  type Activities,
  type Activity,
  type Attempt,
  type Head,
  InvalidPageToken,
  type Join,
  type MachineRecord,
  type MachineStore,
  type Page,
  type QueuedTask,
  type Revision,
  type Start,
  type Store,
} from '../ports.ts';

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
    async closeHead(head) {
      heads.set(head.id, head);
    },
    head: async (execution) => heads.get(execution),
    async heads({ machine, status, limit, after }) {
      const wanted = (head: Head) =>
        head.id.startsWith(`${machine}:`) && (status === undefined || head.status === status);
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

    async renew() {},
  };
}

export function createMemoryMachineStore(): MachineStore {
  const machines = new Map<string, MachineRecord>();
  const revisions = new Map<string, Revision>();
  const keep = (machine: MachineRecord, revision: Revision) => {
    revisions.set(`${machine.name}#${revision.id}`, revision);
    machines.set(machine.name, machine);
  };

  return {
    async create(machine, revision) {
      if (machines.has(machine.name)) return false;
      keep(machine, revision);
      return true;
    },
    async update(machine, revision, expected) {
      if (machines.get(machine.name)?.revisionId !== expected) return false;
      keep(machine, revision);
      return true;
    },
    get: async (name) => machines.get(name),
    async list(limit, after) {
      const place = ({ createdAt, name }: MachineRecord) => sortable(createdAt, name);
      const found = [...machines.values()].sort((a, b) => compare(place(a), place(b)));
      return pageOf(found, place, limit, after, (candidate, last) => candidate > last);
    },
    revision: async (machine, revisionId) => revisions.get(`${machine}#${revisionId}`),
    async delete(name) {
      machines.delete(name);
    },
  };
}

export function createMemoryActivities(): Activities {
  const activities = new Map<string, Activity>();
  const queues = new Map<string, Map<string, QueuedTask>>();
  const queueOf = (name: string) => {
    const queue = queues.get(name) ?? new Map<string, QueuedTask>();
    queues.set(name, queue);
    return queue;
  };
  const placeInQueue = (task: QueuedTask) => sortable(task.scheduledAt, attemptKey(task));

  return {
    async create(activity) {
      const known = activities.get(activity.name) ?? activity;
      activities.set(activity.name, known);
      return known;
    },
    get: async (name) => activities.get(name),
    async list(limit, after) {
      const place = ({ createdAt, name }: Activity) => sortable(createdAt, name);
      const found = [...activities.values()].sort((a, b) => compare(place(a), place(b)));
      return pageOf(found, place, limit, after, (candidate, last) => candidate > last);
    },
    async delete(name) {
      activities.delete(name);
    },
    async enqueue(name, task) {
      queueOf(name).set(attemptKey(task), task);
    },
    oldest: async (name, limit) =>
      [...queueOf(name).values()]
        .sort((a, b) => compare(placeInQueue(a), placeInQueue(b)))
        .slice(0, limit),
    async dequeue(name, task) {
      queueOf(name).delete(attemptKey(task));
    },
  };
}

function attemptKey({ execution, step }: Attempt): string {
  return `${execution}#${step}`;
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

function placeOf({ startedAt, id }: Head): string {
  return sortable(startedAt, id);
}

function sortable(time: number, id: string): string {
  return `${String(time).padStart(15, '0')}#${id}`;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** A page's token is the place of its last item. */
function pageOf<T>(
  found: T[],
  place: (item: T) => string,
  limit: number,
  after: string | undefined,
  follows: (place: string, last: string) => boolean,
): Page<T> {
  if (after !== undefined && !after.includes('#')) throw new InvalidPageToken();
  const rest = found.filter((item) => after === undefined || follows(place(item), after));
  const items = rest.slice(0, limit);
  const last = items.at(-1);
  return rest.length > limit && last !== undefined ? { items, next: place(last) } : { items };
}
