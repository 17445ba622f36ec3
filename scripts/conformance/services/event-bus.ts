/** EventBridge for cases: rules on the default bus whose targets are queues. */

import { randomUUID } from 'node:crypto';
import { isObject, type Json, type JsonObject, parseJson } from '../../../core/json.ts';
import { matchesPattern } from '../../../core/local/event-pattern.ts';
import { OUR_ACCOUNT, OUR_REGION } from '../identifiers.ts';
import type { Operation } from './json-service.ts';

interface Rule {
  pattern: JsonObject;
  queues: string[];
}

/**
 * The operations of EventBridge that cases use.
 *
 * @param deliver sends a text to the queue of that ARN
 */
export function eventBus(
  deliver: (queueArn: string, body: string) => Promise<void>,
): Record<string, Operation> {
  const rules = new Map<string, Rule>();
  return {
    PutRule: ({ Name, EventPattern }) => {
      const pattern = parseJson(String(EventPattern));
      rules.set(String(Name), { pattern: isObject(pattern) ? pattern : {}, queues: [] });
      return { RuleArn: `arn:aws:events:${OUR_REGION}:${OUR_ACCOUNT}:rule/${Name}` };
    },
    PutTargets: ({ Rule, Targets }) => {
      const targets = Array.isArray(Targets) ? Targets.filter(isObject) : [];
      rules.get(String(Rule))?.queues.push(...targets.map(({ Arn }) => String(Arn)));
      return { FailedEntryCount: 0, FailedEntries: [] };
    },
    PutEvents: async ({ Entries }) => {
      const results: JsonObject[] = [];
      for (const entry of Array.isArray(Entries) ? Entries.filter(isObject) : []) {
        const event = eventOf(entry);
        if (!event) {
          results.push({ ErrorCode: 'MalformedDetail', ErrorMessage: 'Detail is malformed.' });
          continue;
        }
        for (const { pattern, queues } of rules.values()) {
          if (!matchesPattern(pattern, event)) continue;
          for (const queue of queues) await deliver(queue, JSON.stringify(event));
        }
        results.push({ EventId: event.id ?? '' });
      }
      const failed = results.filter(({ ErrorCode }) => ErrorCode !== undefined).length;
      return { Entries: results, FailedEntryCount: failed };
    },
  };
}

function eventOf(entry: JsonObject): JsonObject | undefined {
  const detail = parsed(entry.Detail);
  if (!isObject(detail)) return undefined;
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': entry.DetailType ?? '',
    source: entry.Source ?? '',
    account: OUR_ACCOUNT,
    time: new Date().toISOString().replace(/\.\d+/, ''),
    region: OUR_REGION,
    resources: entry.Resources ?? [],
    detail,
  };
}

function parsed(text: Json | undefined): Json | undefined {
  try {
    return typeof text === 'string' ? parseJson(text) : undefined;
  } catch {
    return undefined;
  }
}
