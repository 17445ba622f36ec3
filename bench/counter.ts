/** What a stretch of work used: capacity units, requests, invocations, schedules, messages, bytes. */

import type { Action } from '../core/aws/dynamodb.ts';

export interface Counts {
  writeUnits: number;
  readUnits: number;
  dynamodbRequests: number;
  /** Invocations of the step function, whoever made them. */
  invocations: number;
  /** Those of them that were asked for by Lambda's async Invoke. */
  asyncInvokes: number;
  schedules: number;
  queueMessages: number;
}

const NOTHING: Counts = {
  writeUnits: 0,
  readUnits: 0,
  dynamodbRequests: 0,
  invocations: 0,
  asyncInvokes: 0,
  schedules: 0,
  queueMessages: 0,
};

const READS: ReadonlySet<Action> = new Set(['GetItem', 'BatchGetItem', 'Query']);

/** Adds up what it is told of. */
export class Counter {
  #counts: Counts = { ...NOTHING };

  add(what: Exclude<keyof Counts, 'writeUnits' | 'readUnits' | 'dynamodbRequests'>): void {
    this.#counts[what]++;
  }

  /** One request to DynamoDB. */
  consumed(action: Action, units: number): void {
    this.#counts.dynamodbRequests++;
    this.#counts[READS.has(action) ? 'readUnits' : 'writeUnits'] += units;
  }

  /** What was counted since the last time it was asked. */
  take(): Counts {
    const counts = this.#counts;
    this.#counts = { ...NOTHING };
    return counts;
  }
}

/** The difference of two counts, per so many. */
export function perUnit(more: Counts, less: Counts | undefined, units: number): Counts {
  const result = { ...NOTHING };
  for (const key of Object.keys(NOTHING) as (keyof Counts)[]) {
    result[key] = (more[key] - (less?.[key] ?? 0)) / units;
  }
  return result;
}
