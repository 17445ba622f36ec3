/** States.UUID: a version 4 UUID. */

import { defineIntrinsic } from './define.ts';

export const uuid = defineIntrinsic({
  parameters: [],
  apply: (_args, { random }) => random.uuid(),
});
