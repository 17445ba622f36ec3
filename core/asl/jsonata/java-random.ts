/** Numbers of java.util.Random: what AWS's `$random(seed)` and `States.MathRandom` draw from a seed. */

const MASK = (1n << 48n) - 1n;
const MULTIPLIER = 0x5deece66dn;

/** The first `nextDouble()` of `new java.util.Random(seed)`: from 0 (inclusive) to 1 (exclusive). */
export function javaRandom(seed: number): number {
  let state = (BigInt(Math.trunc(seed)) ^ MULTIPLIER) & MASK;
  const next = (bits: bigint) => {
    state = (state * MULTIPLIER + 0xbn) & MASK;
    return Number(state >> (48n - bits));
  };
  return (next(26n) * 2 ** 27 + next(27n)) / 2 ** 53;
}
