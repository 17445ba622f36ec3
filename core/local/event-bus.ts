/** The stand-in for EventBridge: PutEvents on buses whose rules invoke functions. */

import { randomUUID } from 'node:crypto';
import type { Home } from '../arn.ts';
import { isObject, type JsonObject } from '../json.ts';
import type { LocalClock } from './clock.ts';
import { takeEntry } from './event-entry.ts';
import { type RuleInput, targetPayload } from './event-input.ts';
import { matchesPattern } from './event-pattern.ts';
import type { FunctionCall } from './function-call.ts';
import { ServiceError } from './service-error.ts';

export interface Rule extends RuleInput {
  /** The function's key in serverless.yml. */
  functionKey: string;
  bus: string;
  pattern: JsonObject;
}

export interface EventBusOptions {
  clock: LocalClock;
  home: Home;
  rules: Rule[];
  /** The name of the function that a key stands for. */
  functionName: (key: string) => string;
  enqueue: (call: FunctionCall) => Promise<void>;
}

const MOST_ENTRIES = 10;

/**
 * Answers a PutEvents request once every invocation it leads to is in the queue.
 * https://docs.aws.amazon.com/eventbridge/latest/APIReference/API_PutEvents.html
 *
 * @throws {ServiceError} ValidationException when there are no entries, or too many
 */
export async function putEvents(
  options: EventBusOptions,
  request: JsonObject,
): Promise<JsonObject> {
  const entries = request.Entries;
  if (!Array.isArray(entries) || entries.length === 0 || entries.length > MOST_ENTRIES) {
    const constraint = `Member must have length between 1 and ${MOST_ENTRIES}`;
    const message = `1 validation error detected: Value at 'entries' failed to satisfy constraint: ${constraint}`;
    throw new ServiceError(400, 'ValidationException', message);
  }
  const results = await Promise.all(
    entries.map((entry) => putEvent(options, isObject(entry) ? entry : {})),
  );
  const failed = results.filter((result) => 'ErrorCode' in result).length;
  return { FailedEntryCount: failed, Entries: results };
}

async function putEvent(options: EventBusOptions, entry: JsonObject): Promise<JsonObject> {
  const taken = takeEntry(entry, options.home, options.clock.now());
  if ('refused' in taken) return taken.refused;
  const { event } = taken;
  const bus = typeof entry.EventBusName === 'string' ? busName(entry.EventBusName) : 'default';
  const matching = options.rules.filter(
    (rule) => rule.bus === bus && matchesPattern(rule.pattern, event),
  );
  await Promise.all(
    matching.map((rule) =>
      options.enqueue({
        functionName: options.functionName(rule.functionKey),
        requestId: randomUUID(),
        payload: targetPayload(rule, event),
      }),
    ),
  );
  return { EventId: event.id ?? '' };
}

/** Whether a rule may match events of that source and type, whatever they tell. */
export function listensTo({ bus, pattern }: Rule, source: string, detailType: string): boolean {
  const event = { source, 'detail-type': detailType };
  const asked = Object.entries(pattern).filter(([member]) => Object.hasOwn(event, member));
  return bus === 'default' && matchesPattern(Object.fromEntries(asked), event);
}

/** A bus is named by its name or its ARN. */
export function busName(nameOrArn: string): string {
  return nameOrArn.slice(nameOrArn.lastIndexOf('/') + 1);
}
