/** States.ArrayRange: the numbers from a first to a last one, by a step. */

import { defineIntrinsic, IntrinsicError } from './define.ts';

const MAX_ITEMS = 1_000;

export const arrayRange = defineIntrinsic({
  parameters: ['integer', 'integer', 'integer'],
  apply([first, last, step]) {
    if (step === 0) throw new IntrinsicError('The step must not be zero');
    const length = Math.max(0, Math.floor((last - first) / step) + 1);
    if (length > MAX_ITEMS)
      throw new IntrinsicError('The range must not have more than 1000 items');
    return Array.from({ length }, (_, i) => first + i * step);
  },
});
