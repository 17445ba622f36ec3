/** The secret that signs task tokens: made once, kept beside the data, so that tokens outlive a restart. */

import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** @param folder where the data lies; undefined: in memory, where the secret lasts as long as the data */
export function tokenSecret(folder: string | undefined): string {
  const secret = randomBytes(32).toString('base64url');
  if (folder === undefined) return secret;
  const file = join(folder, 'token-secret');
  if (existsSync(file)) return readFileSync(file, 'utf8');
  writeFileSync(file, secret, { mode: 0o600 });
  return secret;
}
