/** States.ArrayContains: whether an array holds a value. */

import { equalJson } from '../../json.ts';
import { defineIntrinsic } from './define.ts';

export const arrayContains = defineIntrinsic({
  parameters: ['array', 'any'],
  apply: ([items, value]) => items.some((item) => equalJson(item, value)),
});
