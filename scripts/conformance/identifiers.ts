/** Identifiers: a recording's made-up ones are translated to those which our own answers give. */

import { isObject, type Json, type JsonObject, setKey } from '../../core/json.ts';
import type { Case, Step } from './case.ts';

/** The account in the recordings, and the one which a Treadle on this machine answers for. */
export const RECORDED_ACCOUNT = '111111111111';
export const OUR_ACCOUNT = '123456789012';
export const OUR_REGION = 'us-east-1';

/** From a recording's identifier to ours. */
export type Translation = Map<string, string>;

export function newTranslation(): Translation {
  return new Map([[RECORDED_ACCOUNT, OUR_ACCOUNT]]);
}

/** Notes which of our values stand for the identifiers that AWS gave in this answer. */
export function learnGiven(
  translation: Translation,
  gives: Record<string, string> | undefined,
  answer: Json,
): void {
  if (!isObject(answer)) return;
  for (const [key, recorded] of Object.entries(gives ?? {})) {
    const ours = answer[key];
    if (typeof ours === 'string') translation.set(recorded, ours);
  }
}

/** The value with every known identifier replaced by ours, wherever it stands in a text. */
export function translate(value: Json, translation: Translation): Json {
  const known = longestFirst(translation.keys()).map(escapeRegExp).join('|');
  const pattern = new RegExp(known, 'g');
  return mapTexts(value, (text) =>
    text.replace(pattern, (found) => translation.get(found) ?? found),
  );
}

/** The value with each of its texts (not its keys) replaced. */
export function mapTexts(value: Json, change: (text: string) => string): Json {
  if (typeof value === 'string') return change(value);
  if (Array.isArray(value)) return value.map((item) => mapTexts(item, change));
  if (!isObject(value)) return value;
  const mapped: JsonObject = {};
  for (const [key, item] of Object.entries(value)) setKey(mapped, key, mapTexts(item, change));
  return mapped;
}

const RANDOM_NAME = /[\w.-]*[0-9a-f]{8}[\w.-]*/g;

/** The names which a case made up for its run: those of its functions, machines, roles, queues and so on. */
export function madeUpNames({ steps, lambdas }: Case): string[] {
  const names = new Set(Object.keys(lambdas ?? {}));
  for (const step of steps) {
    if (!('op' in step)) continue;
    for (const [key, value] of Object.entries(step.params)) {
      if (typeof value === 'string' && /^name$|(?:Arn|GroupName|Url)$/.test(key)) names.add(value);
    }
  }
  for (const name of textOfSteps(steps).match(RANDOM_NAME) ?? []) names.add(name);
  return longestFirst(names);
}

export function textOfSteps(steps: Step[]): string {
  return JSON.stringify(steps);
}

export function longestFirst(texts: Iterable<string>): string[] {
  return [...texts].filter((text) => text !== '').sort((a, b) => b.length - a.length);
}

export function escapeRegExp(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&');
}
