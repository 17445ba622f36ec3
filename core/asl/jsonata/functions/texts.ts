/** Work on texts that JSONata's functions are made of; positions count code points, as in JSONata. */

import type { Focus } from '../library.ts';
import type { Meter } from '../meter.ts';

const SURROGATE = /[\ud800-\udfff]/;

/** The number of code points. */
export function lengthOf(text: string): number {
  let length = text.length;
  for (let i = 0; i + 1 < text.length; i++) if ((text.codePointAt(i) ?? 0) > 0xffff) length--;
  return length;
}

/** The code points from `start` (counted from the end if negative), at most `length` of them. */
export function substringOf(text: string, start: number, length?: number): string {
  const points = SURROGATE.test(text) ? Array.from(text) : undefined;
  const total = points?.length ?? text.length;
  if (length !== undefined && length <= 0) return '';
  const from = total + start < 0 ? 0 : start;
  const to = length === undefined ? undefined : from >= 0 ? from + length : total + from + length;
  return points ? points.slice(from, to).join('') : text.slice(from, to);
}

interface Matching {
  match: string;
  next: unknown;
}

/** A matcher that accounts for the replacement of each of its matches before it is built. */
export function countedMatcher(matcher: unknown, replacement: string, meter: Meter): unknown {
  const { apply } = matcher as { apply(focus: Focus, args: unknown[]): unknown };
  if (typeof apply !== 'function') return matcher;
  const references = replacement.split('$').length - 1;
  const counted = (inner: unknown) =>
    async function (this: Focus, text: unknown): Promise<unknown> {
      const callee = inner as { apply(focus: Focus, args: unknown[]): unknown };
      const found = (await callee.apply(this, [text])) as Matching | undefined;
      if (typeof found !== 'object' || found === null) return found;
      meter.text(replacement.length + references * String(found.match ?? '').length);
      return { ...found, next: counted(found.next) };
    };
  return counted(matcher);
}
