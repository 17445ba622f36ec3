/** States.MathAdd: the sum of two numbers, each rounded first. */

import { defineIntrinsic } from './define.ts';

export const mathAdd = defineIntrinsic({
  parameters: ['integer', 'integer'],
  apply: ([a, b]) => a + b,
});
