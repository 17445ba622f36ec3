/** EventBridge for cases: rules on the default bus whose targets are queues. */

import { isObject, type JsonObject, parseJson } from '../../../core/json.ts';
import { takeEntry } from '../../../core/local/event-entry.ts';
import { matchesPattern } from '../../../core/local/event-pattern.ts';
import { OUR_ACCOUNT, OUR_REGION } from '../identifiers.ts';
import type { Operation } from './json-service.ts';

const HOME = { partition: 'aws', region: OUR_REGION, account: OUR_ACCOUNT };

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
        const taken = takeEntry(entry, HOME, Date.now());
        if ('refused' in taken) {
          results.push(taken.refused);
          continue;
        }
        const { event } = taken;
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
