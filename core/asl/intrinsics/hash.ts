/** States.Hash: the digest of a text in hexadecimal digits. */

import { createHash } from 'node:crypto';
import { defineIntrinsic, IntrinsicError, shortText } from './define.ts';

const algorithms: Record<string, string> = {
  MD5: 'md5',
  'SHA-1': 'sha1',
  'SHA-256': 'sha256',
  'SHA-384': 'sha384',
  'SHA-512': 'sha512',
};

export const hash = defineIntrinsic({
  parameters: ['any', 'string'],
  apply([data, name]) {
    const algorithm = Object.hasOwn(algorithms, name) ? algorithms[name] : undefined;
    if (algorithm === undefined) {
      throw new IntrinsicError(
        `The algorithm must be one of ${Object.keys(algorithms).join(', ')}`,
      );
    }
    const text = typeof data === 'string' ? data : JSON.stringify(data);
    return createHash(algorithm).update(shortText(text)).digest('hex');
  },
});
