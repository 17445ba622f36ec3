/** What AWS adds to the result of a service call: the HTTP answer as its Java SDK names it. */

import { type JsonObject, setKey } from '../json.ts';

/** Headers whose names AWS does not write as `Like-This`. */
const spelled: Record<string, string> = {
  'x-amz-crc32': 'x-amz-crc32',
  'x-amzn-requestid': 'x-amzn-RequestId',
  'x-amzn-remapped-content-length': 'x-amzn-Remapped-Content-Length',
};

/** Of the connection, not of the answer: AWS's own servers do not send it. */
const HOP_BY_HOP = 'keep-alive';

/**
 * `SdkHttpMetadata` and `SdkResponseMetadata` of an answer; header names come in lower case.
 *
 * @param connection how the service's servers spell that header's name
 */
export function sdkMetadata(
  status: number,
  headers: Record<string, string>,
  connection: 'Connection' | 'connection' = 'Connection',
): JsonObject {
  const all: JsonObject = {};
  const single: JsonObject = {};
  for (const [name, value] of Object.entries(headers)) {
    if (name === HOP_BY_HOP) continue;
    const spelling = name === 'connection' ? connection : spell(name);
    setKey(all, spelling, [value]);
    setKey(single, spelling, value);
  }
  return {
    SdkHttpMetadata: { AllHttpHeaders: all, HttpHeaders: single, HttpStatusCode: status },
    SdkResponseMetadata: {
      RequestId: headers['x-amzn-requestid'] ?? headers['x-amz-request-id'] ?? '',
    },
  };
}

function spell(name: string): string {
  return (
    spelled[name] ?? name.replace(/(^|-)([a-z])/g, (_, dash, letter) => dash + letter.toUpperCase())
  );
}
