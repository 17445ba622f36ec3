/** The task token that a case's worker took from a message: recordings have a word in its place. */

import { isObject, type Json, type JsonObject } from '../../core/json.ts';
import type { CallStep } from './case.ts';

/** What stands in recorded calls for the token, and in the output for the message that brought it. */
export const CAPTURED_TOKEN = 'captured-token';

/** The token in a message, wherever its body carries it. */
export function taskTokenIn(message: JsonObject | undefined): string | undefined {
  return tokenIn(documentOf(message?.Body));
}

/** A worker that gives back the token gives back the message: its body is the output. */
export function withMessage(step: CallStep, message: JsonObject | undefined): CallStep {
  const { output } = step.params;
  if (typeof output !== 'string' || !output.includes(CAPTURED_TOKEN)) return step;
  return { ...step, params: { ...step.params, output: message?.Body ?? output } };
}

function tokenIn(value: Json | undefined): string | undefined {
  if (!isObject(value)) return undefined;
  for (const [key, item] of Object.entries(value)) {
    if (/^task_?token$/i.test(key) && typeof item === 'string') return item;
    const token = tokenIn(documentOf(item));
    if (token !== undefined) return token;
  }
  return undefined;
}

function documentOf(value: Json | undefined): Json | undefined {
  if (typeof value !== 'string' || !value.startsWith('{')) return value;
  try {
    return JSON.parse(value) as Json;
  } catch {
    return undefined;
  }
}
