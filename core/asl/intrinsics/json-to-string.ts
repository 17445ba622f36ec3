/** States.JsonToString: a value as JSON text, without blanks. */

import { defineIntrinsic } from './define.ts';

export const jsonToString = defineIntrinsic({
  parameters: ['any'],
  apply: ([value]) => JSON.stringify(value),
});
