/** Task tokens: the name of an attempt, signed, so that nobody answers a task who was not given its token. */

import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Attempt } from '../ports.ts';

const SIGNATURE_BYTES = 32;

/** The token of an attempt: opaque, and always the same. */
export function taskToken(secret: string, { execution, step }: Attempt): string {
  const body = Buffer.from(`${step}#${execution}`);
  return Buffer.concat([sign(secret, body), body]).toString('base64url');
}

/** The attempt that a token names; `undefined` where we did not give it out. */
export function readTaskToken(secret: string, token: string): Attempt | undefined {
  const bytes = Buffer.from(token, 'base64url');
  const body = bytes.subarray(SIGNATURE_BYTES);
  const signature = bytes.subarray(0, SIGNATURE_BYTES);
  if (signature.length < SIGNATURE_BYTES) return undefined;
  if (!timingSafeEqual(signature, sign(secret, body))) return undefined;
  // The same bytes may be written in several ways, of which we gave out one.
  if (bytes.toString('base64url') !== token) return undefined;
  const [step = '', ...execution] = body.toString().split('#');
  return { execution: execution.join('#'), step: Number(step) };
}

function sign(secret: string, body: Buffer): Buffer {
  return createHmac('sha256', secret).update('task token\n').update(body).digest();
}
