/** Times as the language writes them: RFC 3339 with a capital T and a zone. https://states-language.net/#timestamps */

const FORMAT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d{1,9})?(Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since the epoch, or `undefined` for text that is no such time. */
export function parseTimestamp(text: string): number | undefined {
  const match = FORMAT.exec(text);
  if (!match) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number);
  if (!inRange(month, 1, 12) || !inRange(hour, 0, 23)) return undefined;
  if (!inRange(minute, 0, 59) || !inRange(second, 0, 59)) return undefined;
  if (!inRange(day, 1, daysIn(year ?? 0, month ?? 0))) return undefined;
  const fraction = (match[7] ?? '').slice(0, 4);
  const time = Date.parse(`${text.slice(0, 19)}${fraction}${match[8]}`);
  return Number.isNaN(time) ? undefined : time;
}

function inRange(value: number | undefined, low: number, high: number): boolean {
  return value !== undefined && value >= low && value <= high;
}

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}
