/** Placeholders: what may stand where a recording has `<uuid:1>`, `<ArnPart_0idx>`, `timestamp` and the like. */

import type { Json } from '../../core/json.ts';
import { escapeRegExp } from './identifiers.ts';

const ISO_TIME = String.raw`\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?`;
const HTTP_TIME = String.raw`\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d GMT`;
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}';

const TIME = new RegExp(`^(?:${ISO_TIME}|${HTTP_TIME})$`);
const isTime = (value: Json): boolean =>
  typeof value === 'number' ? value > 0 : typeof value === 'string' && TIME.test(value);

/** Whole values which the recordings replaced by one word, and what may stand there. */
const words: Record<string, (value: Json) => boolean> = {
  // Some tests replaced a time of their own making by this word, also one that is no valid time.
  timestamp: (value) => isTime(value) || typeof value === 'string',
  datetime: isTime,
  date: isTime,
  'start-time': isTime,
  'entered-time': isTime,
  'start-date': isTime,
  'stop-date': isTime,
  'creation-date': isTime,
  'generated-uuid': (value) => typeof value === 'string' && new RegExp(`^${UUID}$`).test(value),
};

/** Members whose values differ from run to run: recorded as their own key, `"RequestId": "RequestId"`. */
const VOLATILE_KEY = /(?:Id|id|Date|Time|Arn|Name|Url|Token|Server|crc32)$/;

/** How a volatile member is named after its key: as it is, or in words (`"table-name"`, `"map_run_arn"`). */
const namedAfterKey = (key: string): string[] => {
  const words = key.replace(/(?<=[a-z0-9])[A-Z]/g, (letter) => `-${letter}`).toLowerCase();
  return [key, words, words.replaceAll('-', '_')];
};

/** Tells whether the recorded word stands for our value under this key. */
export function isWordFor(word: string, value: Json, key: string): boolean {
  const allows = Object.hasOwn(words, word) ? words[word] : undefined;
  if (allows?.(value)) return true;
  // A list of one header value was recorded under the same word as the header itself.
  if (Array.isArray(value) && value.length === 1) return isWordFor(word, value[0] ?? null, key);
  return (
    allows === undefined &&
    value !== null &&
    VOLATILE_KEY.test(key) &&
    namedAfterKey(key).includes(word)
  );
}

/** Members which hold a measurement, different from run to run; any number above zero is as good. */
const MEASURED = new Set(['billedDurationInMilliseconds', 'billedMemoryUsedInMB']);

export function isMeasured(key: string, value: Json): boolean {
  return MEASURED.has(key) && typeof value === 'number' && value > 0;
}

/** In angle brackets; within a JSON text, a time is a word in quotes. */
const PLACEHOLDER = /<[A-Za-z_][\w .-]*(?::\d+)?>|"date"/g;

const kinds: Record<string, string> = {
  timestamp: ISO_TIME,
  date: ISO_TIME,
  'start-time': ISO_TIME,
  'entered-time': ISO_TIME,
  uuid: UUID,
};

/** Kept by both sides alike, so they are plain text here. */
const LITERAL = new Set(['<partition>', '<region>']);

/** One placeholder of a text and what stood in its place. */
export interface Filling {
  placeholder: string;
  value: string;
}

/** What our text has at the placeholders of the recorded one, in order; undefined where the two do not agree. */
export function fillings(recorded: string, ours: string): Filling[] | undefined {
  const placeholders = (recorded.match(PLACEHOLDER) ?? []).filter((found) => !LITERAL.has(found));
  if (placeholders.length === 0) return undefined;
  let pattern = '';
  let from = 0;
  for (const placeholder of placeholders) {
    const at = recorded.indexOf(placeholder, from);
    pattern += `${escapeRegExp(recorded.slice(from, at))}(${escapeRegExp(placeholder)}|${kindOf(placeholder)})`;
    from = at + placeholder.length;
  }
  pattern += escapeRegExp(recorded.slice(from));
  const match = new RegExp(`^${pattern}$`, 's').exec(ours);
  if (match === null) return undefined;
  return placeholders.map((placeholder, i) => ({ placeholder, value: match[i + 1] ?? '' }));
}

function kindOf(placeholder: string): string {
  const name = placeholder.slice(1, -1).replace(/:\d+$/, '');
  const kind = (Object.hasOwn(kinds, name) ? kinds[name] : undefined) ?? '.+?';
  return placeholder.startsWith('"') ? `"${kind}"` : kind;
}

/** Times are replaced without telling one from another; everything else keeps its identity. */
export function hasIdentity(placeholder: string): boolean {
  const name = placeholder.slice(1, -1);
  // Two services of one case may share a host.
  if (name.endsWith('-domain')) return false;
  return ![
    'timestamp',
    'date',
    'start-time',
    'entered-time',
    'request_id',
    'request-id',
    'omitted',
  ].includes(name);
}

/** Numbered placeholders (`<uuid:2>`) stand for one value each, and each value has one number. */
export function isNumbered(placeholder: string): boolean {
  return /:\d+>$/.test(placeholder);
}

/** Names of machines and functions come from the test itself: only such a value may stand there. */
export function isGivenByTest(placeholder: string): boolean {
  return /^<(?:ArnPart_|lambda[_-]function)/.test(placeholder);
}
