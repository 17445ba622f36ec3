/** Signature Version 4 by the browser's own cryptography. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */

import type { Keys } from './keys.ts';

export interface SignedRequest {
  host: string;
  path: string;
  headers: Readonly<Record<string, string>>;
  body: string;
}

const SERVICE = 'execute-api';
const encoder = new TextEncoder();

/** The headers of a POST with those of its signature. */
export async function signRequest(
  keys: Keys,
  { host, path, headers, body }: SignedRequest,
  now: Date,
): Promise<Record<string, string>> {
  const time = now.toISOString().replace(/[-:]|\.\d+/g, '');
  const day = time.slice(0, 8);
  const sent: Record<string, string> = { ...headers, 'x-amz-date': time };
  if (keys.sessionToken) sent['x-amz-security-token'] = keys.sessionToken;
  // The browser sets Host itself, and lets nobody else do it.
  const covered = Object.entries({ ...sent, host }).sort(([a], [b]) => (a < b ? -1 : 1));
  const names = covered.map(([name]) => name).join(';');
  const canonical = [
    'POST',
    // The path as it is sent, encoded once more: only S3 signs it as it is.
    path.split('/').map(encodeURIComponent).join('/'),
    '',
    ...covered.map(([name, value]) => `${name}:${value.trim()}`),
    '',
    names,
    await digest(body),
  ].join('\n');
  const scope = `${day}/${keys.region}/${SERVICE}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', time, scope, await digest(canonical)].join('\n');
  let key: BufferSource = encoder.encode(`AWS4${keys.secretAccessKey}`);
  for (const part of [day, keys.region, SERVICE, 'aws4_request']) key = await hmac(key, part);
  const signature = hex(await hmac(key, text));
  sent.authorization = `AWS4-HMAC-SHA256 Credential=${keys.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`;
  return sent;
}

async function hmac(key: BufferSource, text: string): Promise<ArrayBuffer> {
  const algorithm = { name: 'HMAC', hash: 'SHA-256' };
  const imported = await crypto.subtle.importKey('raw', key, algorithm, false, ['sign']);
  return crypto.subtle.sign('HMAC', imported, encoder.encode(text));
}

async function digest(text: string): Promise<string> {
  return hex(await crypto.subtle.digest('SHA-256', encoder.encode(text)));
}

function hex(bytes: ArrayBuffer): string {
  return [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}
