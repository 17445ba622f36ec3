/** States.Base64Decode: the text whose UTF-8 bytes are given in Base64. */

import { defineIntrinsic, IntrinsicError, shortText } from './define.ts';

export const base64Decode = defineIntrinsic({
  parameters: ['string'],
  apply([encoded]) {
    if (!/^[A-Za-z0-9+/]*={0,2}$/.test(shortText(encoded))) {
      throw new IntrinsicError('Argument 1 must be Base64 encoded');
    }
    return Buffer.from(encoded, 'base64').toString();
  },
});
