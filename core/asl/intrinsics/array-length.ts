/** States.ArrayLength: how many elements an array has. */

import { defineIntrinsic } from './define.ts';

export const arrayLength = defineIntrinsic({
  parameters: ['array'],
  apply: ([items]) => items.length,
});
