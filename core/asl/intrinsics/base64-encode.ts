/** States.Base64Encode: a text's UTF-8 bytes in Base64. */

import { defineIntrinsic, shortText } from './define.ts';

export const base64Encode = defineIntrinsic({
  parameters: ['string'],
  apply: ([text]) => Buffer.from(shortText(text)).toString('base64'),
});
