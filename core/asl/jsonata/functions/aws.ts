/** The functions that AWS adds to JSONata. https://docs.aws.amazon.com/step-functions/latest/dg/transforming-data.html */

import { createHash } from 'node:crypto';
import { JsonTooDeep, parseJson } from '../../../json.ts';
import type { Random } from '../../random.ts';
import { ExpressionFailure } from '../errors.ts';
import { METER, RANDOM } from '../instrument.ts';
import { javaRandom } from '../java-random.ts';
import type { Focus, Implementation } from '../library.ts';
import { MAX_SEQUENCE } from '../limits.ts';
import type { Meter } from '../meter.ts';
import { toInput } from '../values.ts';

const HASHES: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

/** The meter of the evaluation that a function runs in. */
export function meterOf(focus: Focus): Meter {
  return focus.environment.lookup(METER) as Meter;
}

function randomOf(focus: Focus): Random {
  return focus.environment.lookup(RANDOM) as Random;
}

function partition(this: Focus, array: unknown[] | undefined, size: number | undefined) {
  if (array === undefined || size === undefined) return undefined;
  const step = Math.trunc(size);
  if (step < 1) {
    throw new ExpressionFailure(
      'D3141',
      'The second argument of $partition must be a positive number',
    );
  }
  const chunks: unknown[][] = [];
  for (let i = 0; i < array.length; i += step) chunks.push(array.slice(i, i + step));
  return chunks;
}

function range(this: Focus, start: number | undefined, end: number | undefined, step?: number) {
  if (start === undefined || end === undefined) return undefined;
  const delta = step ?? 1;
  if (delta === 0) {
    throw new ExpressionFailure('D3141', 'The third argument of $range must not be zero');
  }
  const length = Math.max(0, Math.floor((end - start) / delta) + 1);
  if (!(length <= MAX_SEQUENCE)) throw { code: 'D2015', value: MAX_SEQUENCE };
  meterOf(this).items(length);
  return Array.from({ length }, (_, i) => start + i * delta);
}

function hash(this: Focus, text: string | undefined, algorithm: string) {
  if (text === undefined) return undefined;
  const name = Object.hasOwn(HASHES, algorithm) ? HASHES[algorithm] : undefined;
  if (name === undefined) {
    throw new ExpressionFailure(
      'D3141',
      `The second argument of $hash must be one of ${Object.keys(HASHES).join(', ')}`,
    );
  }
  return createHash(name).update(text).digest('hex');
}

function random(this: Focus, seed: number | undefined) {
  return seed === undefined ? randomOf(this).next() : javaRandom(seed);
}

function uuid(this: Focus) {
  return randomOf(this).uuid();
}

function parse(this: Focus, text: string | undefined) {
  if (text === undefined) return undefined;
  try {
    return toInput(parseJson(text));
  } catch (error) {
    const reason = error instanceof JsonTooDeep ? error.message : 'the text is not JSON';
    throw new ExpressionFailure('D3141', `Unable to parse the argument of $parse: ${reason}`);
  }
}

/** By name: the signature in JSONata's notation and the function itself, which reads its environment from `this`. */
export const awsFunctions: Record<string, { signature: string; implementation: Implementation }> = {
  hash: { signature: '<s-s:s>', implementation: hash },
  parse: { signature: '<s-:x>', implementation: parse },
  partition: { signature: '<an:a<a>>', implementation: partition },
  random: { signature: '<n?:n>', implementation: random },
  range: { signature: '<nnn?:a<n>>', implementation: range },
  uuid: { signature: '<:s>', implementation: uuid },
};
