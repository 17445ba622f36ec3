/** States.Array: its arguments as an array. */

import { defineIntrinsic } from './define.ts';

export const array = defineIntrinsic({
  parameters: [],
  rest: true,
  apply: (_args, { rest }) => rest,
});
