/**
 * JSONata's functions whose own implementation is quadratic, allocates beyond its result, or reads the host's clock or
 * chance. Each keeps the parameters of the one it replaces: the evaluator reads their number and their names.
 */

import type { Random } from '../../random.ts';
import { INERT, NOW, RANDOM, WILDCARD } from '../instrument.ts';
import type { Focus, Implementation, NativeFunction } from '../library.ts';
import { MAX_SEQUENCE } from '../limits.ts';
import { isFunctionValue } from '../meter.ts';
import { ORDER_BY, orderBy } from '../order-by.ts';
import { toInput } from '../values.ts';
import { meterOf } from './aws.ts';
import { canonicalText, descendants, mergeSort } from './collections.ts';
import { guards } from './guards.ts';
import { countedMatcher, lengthOf, substringOf } from './texts.ts';

type Natives = ReadonlyMap<string, NativeFunction>;
type Callback = (this: Focus, ...args: unknown[]) => unknown;

/** The replacements by name; those that only look at some cases leave the rest to the function they replace. */
export function replacements(natives: Natives): Record<string, Implementation> {
  const original = (name: string) => natives.get(name)?.implementation as Callback;
  const [contextOfString, replaceOriginal, splitOriginal] = ['string', 'replace', 'split'].map(
    original,
  ) as [Callback, Callback, Callback];
  const [fromMillis, toMillis] = ['fromMillis', 'toMillis'].map(original) as [Callback, Callback];

  const implementations: Record<string, Callback> = {
    clone: function (this: Focus, arg: unknown) {
      if (arg === undefined) return undefined;
      guards.string?.(meterOf(this), [arg]);
      return toInput(JSON.parse(contextOfString.call(this, arg) as string));
    },
    distinct: function (this: Focus, arr: unknown) {
      if (!Array.isArray(arr) || arr.length <= 1) return arr;
      const text = canonicalText();
      const seen = new Map(arr.map((item) => [text(item), item]).reverse() as [string, unknown][]);
      const results = 'sequence' in arr ? this.createSequence() : [];
      for (const item of arr) {
        const key = text(item);
        if (seen.delete(key)) results.push(item);
      }
      return results;
    },
    length: function (this: Focus, str: unknown) {
      return typeof str === 'string' ? lengthOf(str) : undefined;
    },
    max: function (this: Focus, args: unknown) {
      return extreme(args, (a, b) => a > b);
    },
    min: function (this: Focus, args: unknown) {
      return extreme(args, (a, b) => a < b);
    },
    millis: function (this: Focus) {
      return this.environment.lookup(NOW);
    },
    now: function (this: Focus, picture: unknown, timezone: unknown) {
      guards.fromMillis?.(meterOf(this), [undefined, picture]);
      return fromMillis.call(this, this.environment.lookup(NOW), picture, timezone);
    },
    pad: function (this: Focus, str: unknown, width: unknown, char: unknown) {
      if (typeof str !== 'string' || typeof width !== 'number') return undefined;
      const filler = typeof char === 'string' && char.length > 0 ? char : ' ';
      const missing = Math.abs(Math.trunc(width)) - lengthOf(str);
      if (missing <= 0) return str;
      meterOf(this).text(str.length + missing * (filler.length > 1 ? 2 : 1));
      const repeated = filler.repeat(Math.ceil(missing / lengthOf(filler)));
      const padding = substringOf(repeated, 0, missing);
      return width > 0 ? str + padding : padding + str;
    },
    replace: function (
      this: Focus,
      str: unknown,
      pattern: unknown,
      replacement: unknown,
      limit: unknown,
    ) {
      const matcher =
        typeof replacement === 'string' && typeof pattern !== 'string'
          ? countedMatcher(pattern, replacement, meterOf(this))
          : pattern;
      return replaceOriginal.call(this, str, matcher, replacement, limit);
    },
    shuffle: function (this: Focus, arr: unknown) {
      if (!Array.isArray(arr) || arr.length <= 1) return arr;
      const random = this.environment.lookup(RANDOM) as Random;
      const result = [...arr];
      for (let i = result.length - 1; i > 0; i--) {
        const j = Math.floor(random.next() * (i + 1));
        [result[i], result[j]] = [result[j], result[i]];
      }
      return result;
    },
    sort: async function (this: Focus, arr: unknown, comparator: unknown) {
      if (!Array.isArray(arr) || arr.length <= 1) return arr;
      if (comparator !== undefined) {
        const swap = comparator as Callback;
        return await mergeSort(arr, (a, b) => swap.apply(this, [a, b]));
      }
      const type = typeof arr[0];
      if ((type !== 'number' && type !== 'string') || arr.some((item) => typeof item !== type)) {
        throw { code: 'D3070', index: 1 };
      }
      return [...arr].sort((a, b) => (a > b ? 1 : a < b ? -1 : 0));
    },
    split: function (this: Focus, str: unknown, separator: unknown, limit: unknown) {
      if (typeof str !== 'string' || typeof separator !== 'string') {
        return splitOriginal.call(this, str, separator, limit);
      }
      if (typeof limit === 'number' && limit < 0) throw { code: 'D3020', value: limit, index: 3 };
      guards.contains?.(meterOf(this), [str, separator]);
      const most = typeof limit === 'number' ? Math.ceil(limit) : MAX_SEQUENCE + 1;
      const parts = str.split(separator, Math.min(most, MAX_SEQUENCE + 1));
      meterOf(this).items(parts.length);
      return parts;
    },
    spread: function (this: Focus, arg: unknown) {
      if (typeof arg !== 'object' || arg === null || isFunctionValue(arg)) return arg;
      // Of an array it is an array, of an object a sequence, which ceases to be one when it holds one item.
      const result = Array.isArray(arg) && arg.length > 0 ? [] : this.createSequence();
      for (const item of Array.isArray(arg) ? arg.flat(Number.POSITIVE_INFINITY) : [arg]) {
        if (typeof item !== 'object' || item === null || isFunctionValue(item)) result.push(item);
        else for (const [key, value] of Object.entries(item)) result.push(toPair(key, value));
      }
      return result;
    },
    substring: function (this: Focus, str: unknown, start: unknown, length: unknown) {
      if (typeof str !== 'string' || typeof start !== 'number') return undefined;
      return substringOf(str, start, typeof length === 'number' ? length : undefined);
    },
    toMillis: function (this: Focus, timestamp: unknown, picture: unknown) {
      // A picture without a date takes the date of the evaluation.
      const environment = { timestamp: new Date(this.environment.lookup(NOW) as number) };
      return toMillis.call({ ...this, environment } as unknown as Focus, timestamp, picture);
    },
  };
  return implementations as Record<string, Implementation>;
}

/** Functions that no text can name; `instrument` puts their names into the tree. */
export const hidden: Record<string, Implementation> = {
  [WILDCARD]: function (this: Focus) {
    return descendants(this.input, this.createSequence());
  },
  [ORDER_BY]: orderBy,
  [INERT]: function (this: Focus, value: unknown) {
    if (typeof value !== 'function') return value;
    return { _jsonata_function: true, implementation: value };
  },
};

function toPair(key: string, value: unknown): object {
  const pair = Object.create(null);
  pair[key] = value;
  return pair;
}

function extreme(args: unknown, better: (a: number, b: number) => boolean): number | undefined {
  if (!Array.isArray(args) || args.length === 0) return undefined;
  return args.reduce((best: number, item: number) => (better(item, best) ? item : best));
}
