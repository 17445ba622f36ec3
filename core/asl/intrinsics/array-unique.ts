/** States.ArrayUnique: an array without its repetitions, in the order of first appearance. */

import { isObject, type Json } from '../../json.ts';
import { isNumber, numberKey } from '../../number.ts';
import { defineIntrinsic } from './define.ts';

export const arrayUnique = defineIntrinsic({
  parameters: ['array'],
  apply([items]) {
    const unique = new Map<string, Json>();
    for (const item of items) {
      const key = JSON.stringify(sorted(item));
      if (!unique.has(key)) unique.set(key, item);
    }
    return [...unique.values()];
  },
});

/** Equal values in one form: the members of objects as pairs in the order of their names. */
function sorted(value: Json): Json {
  if (Array.isArray(value)) return value.map(sorted);
  if (isNumber(value)) return { number: numberKey(value) };
  if (!isObject(value)) return value;
  const members = Object.keys(value)
    .sort()
    .map((key) => [key, sorted(value[key] ?? null)]);
  return { members };
}
