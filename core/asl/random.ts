/** Randomness from a seed: the same step draws the same numbers and ids when it is decided again. */

import { createHash } from 'node:crypto';

export interface Random {
  /** A number from 0 (inclusive) to 1 (exclusive). */
  next(): number;
  /** A version 4 UUID. */
  uuid(): string;
}

/** A generator whose whole sequence follows from the seed; each draw hashes the seed with its position. */
export function seededRandom(seed: string): Random {
  let draws = 0;
  const digest = () => createHash('sha256').update(`${seed}#${draws++}`).digest();
  return {
    next: () => digest().readUIntBE(0, 6) / 2 ** 48,
    uuid: () => {
      const bytes = digest();
      bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
      bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
      const hex = bytes.toString('hex');
      return [
        [0, 8],
        [8, 12],
        [12, 16],
        [16, 20],
        [20, 32],
      ]
        .map(([a, b]) => hex.slice(a, b))
        .join('-');
    },
  };
}
