/** Regular expressions in linear time: JSONata's matcher protocol over RE2. https://docs.jsonata.org/regex */

import type { RE2JS } from 're2js';
import { ExpressionFailure } from './errors.ts';
import { MAX_REGEX_STEPS } from './limits.ts';
import type { Meter } from './meter.ts';

export interface Match {
  match: string;
  start: number;
  end: number;
  groups: (string | undefined)[];
  next(): Match | undefined;
}

export type Matcher = (text: string, from?: number) => Match | undefined;

/** What a match costs beside its text. */
const MATCH_SIZE = 100;

let engine: typeof RE2JS | undefined;

/** Loads RE2 when the first expression with a regular expression runs. */
export async function loadRegexEngine(): Promise<void> {
  engine ??= (await import('re2js')).RE2JS;
}

/** Compiled patterns by source and flags; they hold no state. */
const compiled = new WeakMap<RegExp, RE2JS>();

/** The function that a regular expression is in JSONata, bound to one evaluation. */
export function matcherOf(pattern: RegExp, meter: Meter): Matcher {
  const match: Matcher = (text, from = 0) => {
    meter.guardrails?.();
    if (typeof text !== 'string') return undefined;
    const regex = compile(pattern);
    const steps = text.length * regex.programSize();
    if (steps > MAX_REGEX_STEPS) {
      throw new ExpressionFailure(
        'D1014',
        `The regular expression /${pattern.source}/ is too expensive on a text of ${text.length} characters`,
      );
    }
    const matcher = regex.matcher(text);
    if (!matcher.find(from)) return undefined;
    const found = matcher.group() ?? '';
    meter.text(found.length + MATCH_SIZE);
    const start = matcher.start();
    const end = matcher.end();
    const groups = Array.from(
      { length: matcher.groupCount() },
      (_, i) => matcher.group(i + 1) ?? undefined,
    );
    return {
      match: found,
      start,
      end,
      groups,
      next: () => {
        if (end >= text.length) return undefined;
        const next = match(text, end);
        if (next?.match === '') throw { code: 'D1004', value: pattern.source };
        return next;
      },
    };
  };
  return match;
}

function compile(pattern: RegExp): RE2JS {
  const known = compiled.get(pattern);
  if (known) return known;
  if (!engine) throw new Error('loadRegexEngine() has not been awaited');
  let flags = engine.LOOKBEHINDS;
  if (pattern.ignoreCase) flags |= engine.CASE_INSENSITIVE;
  if (pattern.multiline) flags |= engine.MULTILINE;
  try {
    const regex = engine.compile(engine.translateRegExp(pattern.source), flags);
    compiled.set(pattern, regex);
    return regex;
  } catch (error) {
    throw new ExpressionFailure(
      'D1015',
      `The regular expression /${pattern.source}/ is not supported: ${error instanceof Error ? error.message : error}`,
    );
  }
}
