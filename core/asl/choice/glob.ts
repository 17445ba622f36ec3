/** The patterns of StringMatches: `*` stands for any text, `\*` for an asterisk. */

import type { Json } from '../../json.ts';
import { memoise } from '../jsonpath/cache.ts';

/** Whether a text matches a pattern; anything but texts does not. Takes the texts between the asterisks from left to right. */
export function matchesGlob(value: Json, pattern: Json): boolean {
  if (typeof value !== 'string' || typeof pattern !== 'string') return false;
  const { first, middle, last } = partsOf(pattern);
  if (last === undefined) return value === first;
  if (value.length < first.length + last.length) return false;
  if (!value.startsWith(first) || !value.endsWith(last)) return false;
  const end = value.length - last.length;
  let at = first.length;
  for (const part of middle) {
    const found = value.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** What stands before, between and behind the asterisks; without any there is only a first part. */
const partsOf = memoise((pattern) => {
  const parts = [''];
  for (let i = 0; i < pattern.length; i++) {
    const escaped = pattern[i] === '\\' && '*\\'.includes(pattern[i + 1] ?? ' ');
    if (pattern[i] === '*') {
      parts.push('');
    } else {
      if (escaped) i++;
      parts[parts.length - 1] += pattern[i] ?? '';
    }
  }
  const first = parts.shift() ?? '';
  const last = parts.pop();
  return { first, middle: parts.filter((part) => part !== ''), last };
});
