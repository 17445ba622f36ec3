/** What AWS adds to the result of a service call: the HTTP answer as its Java SDK names it. */

import type { JsonObject } from '../json.ts';

/** Headers whose names AWS does not write as `Like-This`. */
const spelled: Record<string, string> = {
  'x-amzn-requestid': 'x-amzn-RequestId',
  'x-amzn-remapped-content-length': 'x-amzn-Remapped-Content-Length',
};

/** `SdkHttpMetadata` and `SdkResponseMetadata` of an answer; header names come in lower case. */
export function sdkMetadata(status: number, headers: Record<string, string>): JsonObject {
  const all: JsonObject = {};
  const single: JsonObject = {};
  for (const [name, value] of Object.entries(headers)) {
    all[spell(name)] = [value];
    single[spell(name)] = value;
  }
  return {
    SdkHttpMetadata: { AllHttpHeaders: all, HttpHeaders: single, HttpStatusCode: status },
    SdkResponseMetadata: { RequestId: headers['x-amzn-requestid'] ?? '' },
  };
}

function spell(name: string): string {
  return (
    spelled[name] ?? name.replace(/(^|-)([a-z])/g, (_, dash, letter) => dash + letter.toUpperCase())
  );
}
