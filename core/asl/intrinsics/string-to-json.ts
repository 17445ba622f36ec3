/** States.StringToJson: the value that a JSON text spells; a blank text spells null. */

import { isObject, JsonTooDeep, parseJson } from '../../json.ts';
import { defineIntrinsic, IntrinsicError } from './define.ts';

export const stringToJson = defineIntrinsic({
  parameters: ['string'],
  apply([text]) {
    if (text.trim() === '') return null;
    try {
      const value = parseJson(text);
      // a copy has no source text, so it is written out without the blanks of the string
      if (Array.isArray(value)) return [...value];
      if (isObject(value)) return { ...value };
      // what is written as -0 becomes plain
      return value === 0 ? 0 : value;
    } catch (error) {
      if (error instanceof JsonTooDeep) throw new IntrinsicError(error.message);
      throw new IntrinsicError(`The string is not valid JSON: ${text.slice(0, 100)}`);
    }
  },
});
