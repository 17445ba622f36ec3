/** Where the answers of local engines differ from those of AWS that were recorded. */

import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { isObject, type Json } from '../../../core/json.ts';
import { awsHeaders, type Corrections, type EngineAnswer } from './front.ts';

export const dynamodb: Corrections = (answer) => ({
  ...answer,
  headers: {
    ...awsHeaders('application/x-amz-json-1.0'),
    server: 'Server',
    'x-amz-crc32': String(crc32(answer.body)),
  },
});

export const sqs: Corrections = (answer) => ({
  ...answer,
  headers: { ...queryError(answer), ...awsHeaders('application/x-amz-json-1.0') },
  body: withDigests(answer.body),
});

/** AWS ends its documents with a line break. */
export const sns: Corrections = (answer) => ({
  ...answer,
  headers: awsHeaders('text/xml'),
  body: Buffer.concat([answer.body, Buffer.from('\n')]),
});

/** Every object is encrypted, and every range may be asked for. */
export const s3: Corrections = (answer, method) => ({
  status: answer.status,
  headers: {
    ...answer.headers,
    connection: 'keep-alive',
    ...(answer.status < 300 && { 'x-amz-server-side-encryption': 'AES256' }),
    ...(answer.status < 300 && method === 'GET' && { 'accept-ranges': 'bytes' }),
  },
  body: Buffer.from(
    answer.body.toString('latin1').replace(/(bucket does not exist): [^<]+</, '$1<'),
    'latin1',
  ),
});

function queryError({ headers }: EngineAnswer): Record<string, string> {
  const value = headers['x-amzn-query-error'];
  return value === undefined ? {} : { 'x-amzn-query-error': value };
}

/** The digest of a message that names the account is one of the engine's account. */
function withDigests(body: Buffer): Buffer {
  const answer: Json = JSON.parse(body.toString() || '{}');
  if (!isObject(answer) || !Array.isArray(answer.Messages)) return body;
  const Messages = answer.Messages.filter(isObject).map((message) => ({
    ...message,
    MD5OfBody: createHash('md5').update(String(message.Body)).digest('hex'),
  }));
  return Buffer.from(JSON.stringify({ ...answer, Messages }));
}
