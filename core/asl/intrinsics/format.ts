/** States.Format: a template whose `{}` are replaced by the further arguments, in order. */

import { isObject, type Json } from '../../json.ts';
import { defineIntrinsic, IntrinsicError } from './define.ts';

export const format = defineIntrinsic({
  parameters: ['string'],
  rest: true,
  apply([template], { rest }) {
    let text = '';
    let used = 0;
    for (let at = 0; at < template.length; at++) {
      if (template.startsWith('{}', at)) {
        const value = rest[used++];
        text += value === undefined ? '' : display(value);
        at++;
      } else {
        if (/^\\[{}\\]/.test(template.slice(at, at + 2))) at++;
        text += template[at];
      }
    }
    if (used === rest.length) return text;
    throw new IntrinsicError(
      `The template has ${used} occurrences of {}, but ${rest.length} arguments follow it`,
    );
  },
});

/** A value as AWS prints it: text plain, objects and arrays in Java's notation, {a=1, b=[2]}. */
function display(value: Json): string {
  if (Array.isArray(value)) return `[${value.map(display).join(', ')}]`;
  if (!isObject(value)) return typeof value === 'string' ? value : JSON.stringify(value);
  const members = Object.entries(value).map(([name, member]) => `${name}=${display(member)}`);
  return `{${members.join(', ')}}`;
}
