/** Checks before JSONata's own functions run: for each whose result or time can outgrow its arguments. */

import { ExpressionFailure } from '../errors.ts';
import { MAX_COMPARISONS, MAX_DATE_LENGTH, MAX_PICTURE_LENGTH } from '../limits.ts';
import type { Meter } from '../meter.ts';

/** Throws when a call would be too expensive; arguments are as the function's signature lets them through. */
export type Guard = (meter: Meter, args: readonly unknown[]) => void;

/** A search compares each place of the text with the text sought, at worst to its end. */
const search: Guard = (_meter, [text, sought]) => {
  if (typeof text !== 'string' || typeof sought !== 'string') return;
  if (text.length * sought.length > MAX_COMPARISONS) {
    throw new ExpressionFailure(
      'D1014',
      `Searching a text of ${sought.length} characters in one of ${text.length} is too expensive`,
    );
  }
};

const picture =
  (position: number): Guard =>
  (_meter, args) => {
    const text = args[position];
    if (typeof text !== 'string') return;
    if (text.length > MAX_PICTURE_LENGTH) {
      throw new ExpressionFailure(
        'D1014',
        `A picture string has at most ${MAX_PICTURE_LENGTH} characters`,
      );
    }
    // The width modifier of a date component allocates as many digits as it says: [Y,1000000].
    if (/,[^\]]*\d{4}/.test(text) && text.includes('[')) {
      throw new ExpressionFailure('D1014', `A component of the picture is too wide: ${text}`);
    }
  };

/** Parsing by a picture runs a backtracking expression made from it: only few components may share characters. */
const datePicture: Guard = (meter, args) => {
  picture(1)(meter, args);
  const [text, pattern] = args;
  if (typeof text !== 'string' || typeof pattern !== 'string') return;
  if (text.length > MAX_DATE_LENGTH || softBoundaries(pattern) > 3) {
    throw new ExpressionFailure(
      'D1014',
      `Parsing a date by the picture ${pattern} is too expensive`,
    );
  }
};

/** How many components of a date picture may be told from the next one in more than one way. */
function softBoundaries(pattern: string): number {
  const parts = pattern.split(/(\[[^\]]*\])/);
  let soft = 0;
  for (let i = 1; i + 2 < parts.length; i += 2) {
    const [component, literal, next] = [parts[i] ?? '', parts[i + 1] ?? '', parts[i + 2] ?? ''];
    const fixedWidth = literal === '' && isDecimal(component) && isDecimal(next);
    const separated = /[^0-9A-Za-z]/.test(literal) && !/[wW]/.test(component.slice(2));
    if (!fixedWidth && !separated) soft++;
  }
  return soft;
}

function isDecimal(component: string): boolean {
  return /^\[[YMDdFWwXxHhms][0-9#,*-]*\]$/.test(component);
}

/** `$replace` with texts on both sides: the length of the result is known before it is built. */
const replace: Guard = (meter, args) => {
  const [text, pattern, replacement] = args;
  if (typeof text !== 'string' || typeof pattern !== 'string' || pattern === '') return;
  if (typeof replacement !== 'string') return;
  search(meter, args);
  const limit = typeof args[3] === 'number' ? args[3] : Number.POSITIVE_INFINITY;
  let matches = 0;
  for (let at = text.indexOf(pattern); at !== -1 && matches < limit; matches++) {
    at = text.indexOf(pattern, at + pattern.length);
  }
  meter.text(text.length + matches * Math.max(0, replacement.length - pattern.length));
};

const join: Guard = (meter, [texts, separator]) => {
  if (!Array.isArray(texts)) return;
  const between = typeof separator === 'string' ? separator.length : 0;
  meter.text(texts.reduce((sum, text) => sum + String(text).length + between, 0));
};

/** `$string(value, true)` indents every line by the depth of the value at most. */
const string: Guard = (meter, [value, prettify]) => {
  if (typeof value === 'string' || value === undefined) return;
  const { size, depth } = meter.measure(value);
  meter.text(prettify === true ? size * (1 + depth) : size);
};

const append: Guard = (meter, args) => {
  meter.items(args.reduce<number>((sum, arg) => sum + (Array.isArray(arg) ? arg.length : 1), 0));
};

export const guards: Record<string, Guard> = {
  append,
  contains: search,
  formatInteger: picture(1),
  formatNumber: picture(1),
  fromMillis: picture(1),
  join,
  parseInteger: picture(1),
  replace,
  string,
  substringAfter: search,
  substringBefore: search,
  toMillis: datePicture,
};
