/** Signature Version 4. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */

import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto';

export interface Credentials {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
}

export interface SignableRequest {
  method: string;
  /** The path as it is sent, without a query. */
  path: string;
  /** The query in its canonical form: encoded as by {@link encodeStrictly}, sorted, without `?`; absent: none. */
  query?: string;
  /** All that is sent and to be signed; names in lower case, `host` among them. */
  headers: Record<string, string>;
  body: string;
}

/** Signs requests of one service in one region. */
export interface Signer {
  /** The headers to send, `authorization` included. */
  sign(request: SignableRequest, now: Date): Record<string, string>;
}

const ALGORITHM = 'AWS4-HMAC-SHA256';

/** The key that signs changes once a day, so it is kept. */
export function createSigner(credentials: Credentials, region: string, service: string): Signer {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  let keyDay = '';
  let key: KeyObject | undefined;

  function keyOf(day: string): KeyObject {
    if (key === undefined || day !== keyDay) {
      const secret = Buffer.from(`AWS4${secretAccessKey}`);
      key = createSecretKey([day, region, service, 'aws4_request'].reduce<Buffer>(hmac, secret));
      keyDay = day;
    }
    return key;
  }

  return {
    sign({ method, path, query = '', headers, body }, now) {
      const time = `${now.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
      const day = time.slice(0, 8);
      const signed: Record<string, string> = { ...headers, 'x-amz-date': time };
      if (sessionToken !== undefined) signed['x-amz-security-token'] = sessionToken;
      const names = Object.keys(signed).sort();
      const signedNames = names.join(';');
      const canonical = [
        method,
        // Every service but S3 has the path, which is encoded already, encoded once more.
        path.split('/').map(encodeStrictly).join('/'),
        query,
        ...names.map((name) => `${name}:${signed[name]?.trim().replaceAll(/ +/g, ' ')}`),
        '',
        signedNames,
        hash('sha256', body),
      ].join('\n');
      const scope = `${day}/${region}/${service}/aws4_request`;
      const toSign = `${ALGORITHM}\n${time}\n${scope}\n${hash('sha256', canonical)}`;
      const signature = hmac(keyOf(day), toSign).toString('hex');
      signed.authorization = `${ALGORITHM} Credential=${accessKeyId}/${scope}, SignedHeaders=${signedNames}, Signature=${signature}`;
      return signed;
    },
  };
}

function hmac(key: Buffer | KeyObject, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}

/** `encodeURIComponent` leaves five characters as they are that are to be encoded. */
export function encodeStrictly(segment: string): string {
  return encodeURIComponent(segment).replaceAll(
    /[!'()*]/g,
    (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}
