/** Activities and their queues in memory. */

import type { Activities, Activity, QueuedTask, Tag } from '../ports.ts';
import { attemptKey, compare, pageOf, sortable } from './memory-page.ts';
import { memoryTags } from './memory-tags.ts';

export function createMemoryActivities(): Activities {
  const entries = new Map<string, { activity: Activity; tags: Tag[] }>();
  const queues = new Map<string, Map<string, QueuedTask>>();
  const queueOf = (name: string) => {
    const queue = queues.get(name) ?? new Map<string, QueuedTask>();
    queues.set(name, queue);
    return queue;
  };
  const placeInQueue = (task: QueuedTask) => sortable(task.scheduledAt, attemptKey(task));

  return {
    ...memoryTags(entries),
    async create(activity, tags = []) {
      const entry = entries.get(activity.name) ?? { activity, tags };
      entries.set(activity.name, entry);
      return entry.activity;
    },
    get: async (name) => entries.get(name)?.activity,
    async list(limit, after) {
      const place = ({ createdAt, name }: Activity) => sortable(createdAt, name);
      const found = [...entries.values()]
        .map(({ activity }) => activity)
        .sort((a, b) => compare(place(a), place(b)));
      return pageOf(found, place, limit, after, (candidate, last) => candidate > last);
    },
    async delete(name) {
      entries.delete(name);
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
