/** States.MathRandom: a number from a start (inclusive) to an end (exclusive); the same seed draws the same number. */

import type { Random } from '../random.ts';
import { defineIntrinsic, IntrinsicError } from './define.ts';

export const mathRandom = defineIntrinsic({
  parameters: ['integer', 'integer'],
  optional: ['integer'],
  apply([start, end, seed], { random }) {
    const range = end - start;
    if (range < 1) throw new IntrinsicError('The end must be greater than the start');
    if (range >= 2 ** 31) throw new IntrinsicError('The range must be less than 2147483648');
    return start + (seed === undefined ? draw(random, range) : drawSeeded(seed, range));
  },
});

function draw(random: Random, range: number): number {
  return Math.floor(random.next() * range);
}

/** java.util.Random's nextInt, which is what AWS draws from. */
function drawSeeded(seed: number, range: number): number {
  const bound = BigInt(range);
  let state = (BigInt(seed) ^ 0x5deece66dn) & MASK;
  for (;;) {
    state = (state * 0x5deece66dn + 0xbn) & MASK;
    const bits = state >> 17n;
    if ((bound & -bound) === bound) return Number((bound * bits) >> 31n);
    const value = bits % bound;
    // the last, incomplete run of values would make small numbers likelier
    if (bits - value + bound - 1n < 1n << 31n) return Number(value);
  }
}

const MASK = (1n << 48n) - 1n;
