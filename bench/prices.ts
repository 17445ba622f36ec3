/** List prices of us-east-1 on 2026-11-20, in dollars per million unless said otherwise, and what they make of counts. */

import type { Counts } from './counter.ts';

export const PRICES_AS_OF = '2026-11-20';

/** https://aws.amazon.com/lambda/pricing/, dynamodb/pricing/on-demand/, eventbridge/pricing/, sqs/pricing/, api-gateway/pricing/ */
export const PRICES = {
  lambdaRequest: 0.2,
  /** arm64, per million GB-seconds. */
  lambdaGbSecond: 13.33,
  writeUnit: 0.625,
  readUnit: 0.125,
  schedule: 1,
  /** Standard queue. */
  queueRequest: 0.4,
  httpApiRequest: 1,
  /** Dollars per GB and month. */
  storedGbMonth: 0.25,
};

/** https://aws.amazon.com/step-functions/pricing/ */
export const STEP_FUNCTIONS = {
  /** Per million state transitions of a standard workflow. */
  transition: 25,
  /** Per million requests of express workflows; and per million GB-seconds, by chunks of 64 MB and 100 ms. */
  expressRequest: 1,
  expressGbSecond: 16.67,
};

/** What an invocation is taken to last and to have, for lack of a cloud to measure in. */
export const ASSUMED = { stepMs: 20, stepGb: 0.25, apiMs: 20, apiGb: 0.5 };

/** A message through a queue: sent, received, deleted. */
const QUEUE_REQUESTS_PER_MESSAGE = 3;

/** Dollars for a million times what was counted. */
export function priceOf(counts: Counts): number {
  const { stepMs, stepGb } = ASSUMED;
  return (
    counts.invocations * lambdaPrice(stepMs, stepGb) +
    counts.writeUnits * PRICES.writeUnit +
    counts.readUnits * PRICES.readUnit +
    counts.schedules * PRICES.schedule +
    counts.queueMessages * QUEUE_REQUESTS_PER_MESSAGE * PRICES.queueRequest
  );
}

/** Dollars for a million calls of StartExecution, without what they do: the HTTP API, its function, its look at the machine. */
export function startCallPrice(): number {
  return PRICES.httpApiRequest + lambdaPrice(ASSUMED.apiMs, ASSUMED.apiGb) + PRICES.readUnit;
}

/** Dollars for a million express executions of 64 MB. */
export function expressPrice(ms: number): number {
  const seconds = Math.ceil(ms / 100) / 10;
  return STEP_FUNCTIONS.expressRequest + (64 / 1024) * seconds * STEP_FUNCTIONS.expressGbSecond;
}

/** Dollars for keeping a million records of so many bytes for so many days. */
export function storagePrice(bytes: number, days: number): number {
  return (bytes / 1024 ** 3) * 1e6 * (days / 30) * PRICES.storedGbMonth;
}

/** Dollars for a million invocations. */
function lambdaPrice(ms: number, gb: number): number {
  return PRICES.lambdaRequest + (PRICES.lambdaGbSecond * gb * ms) / 1000;
}
