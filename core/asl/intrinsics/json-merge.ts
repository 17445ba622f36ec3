/** States.JsonMerge: two objects in one; where both have a member, the second one's counts. */

import { defineIntrinsic, IntrinsicError } from './define.ts';

export const jsonMerge = defineIntrinsic({
  parameters: ['object', 'object', 'boolean'],
  apply([first, second, deep]) {
    if (deep) {
      throw new IntrinsicError(
        'Only the shallow merging mode is supported: argument 3 must be false',
      );
    }
    return { ...first, ...second };
  },
});
