/** States.StringToJson: the value that a JSON text spells; a blank text spells null. */

import { isObject, JsonTooDeep, parseJson } from '../../json.ts';
import { defineIntrinsic, IntrinsicError } from './define.ts';

export const stringToJson = defineIntrinsic({
  parameters: ['string'],
  apply([text]) {
    if (text.trim() === '') return null;
    try {
      const value = parseJson(text);
      // a copy has no source text, so it is written out without the blanks of the string, and -0 becomes plain
      if (Array.isArray(value)) return [...value];
      if (isObject(value)) return { ...value };
      return typeof value === 'number' ? value + 0 : value;
    } catch (error) {
      if (error instanceof JsonTooDeep) throw new IntrinsicError(error.message);
      throw new IntrinsicError(`The string is not valid JSON: ${text.slice(0, 100)}`);
    }
  },
});
