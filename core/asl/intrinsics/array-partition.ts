/** States.ArrayPartition: an array cut into chunks of a size; the last may be shorter. */

import { defineIntrinsic, IntrinsicError } from './define.ts';

export const arrayPartition = defineIntrinsic({
  parameters: ['array', 'integer'],
  apply([items, size]) {
    if (size < 1) throw new IntrinsicError('The chunk size must be a positive number');
    const chunks = [];
    for (let at = 0; at < items.length; at += size) chunks.push(items.slice(at, at + size));
    return chunks;
  },
});
