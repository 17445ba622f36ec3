/** States.ArrayGetItem: the element of an array at an index, which counts from 0. */

import { defineIntrinsic, IntrinsicError } from './define.ts';

export const arrayGetItem = defineIntrinsic({
  parameters: ['array', 'integer'],
  apply([items, index]) {
    const item = items[index];
    if (item !== undefined) return item;
    throw new IntrinsicError(`Index ${index} out of bounds for length ${items.length}`);
  },
});
