/** States.StringSplit: the parts of a text between separators; every character of the splitter separates. */

import { defineIntrinsic } from './define.ts';

export const stringSplit = defineIntrinsic({
  parameters: ['string', 'string'],
  apply([text, splitter]) {
    const separators = new Set(splitter);
    const parts: string[] = [];
    let part = '';
    for (const char of text) {
      if (separators.has(char)) {
        if (part !== '') parts.push(part);
        part = '';
      } else part += char;
    }
    if (part !== '') parts.push(part);
    return parts;
  },
});
