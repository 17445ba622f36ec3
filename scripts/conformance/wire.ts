/** The wire: AWS JSON 1.0 over HTTP, as the SDKs speak it but without their own checks. */

import type { Json, JsonObject } from '../../core/json.ts';

export interface Answer {
  status: number;
  body: Json;
}

const AUTHORIZATION =
  'AWS4-HMAC-SHA256 Credential=test/20260101/us-east-1/states/aws4_request, SignedHeaders=host, Signature=0';

/** Calls one operation of Step Functions and returns what it answered, refusals included. */
export async function callStepFunctions(
  endpoint: string,
  op: string,
  params: JsonObject,
  signal?: AbortSignal,
): Promise<Answer> {
  const response = await fetch(endpoint, {
    method: 'POST',
    headers: {
      'Content-Type': 'application/x-amz-json-1.0',
      'X-Amz-Target': `AWSStepFunctions.${op}`,
      Authorization: AUTHORIZATION,
    },
    body: JSON.stringify(params),
    signal: signal ?? null,
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? {} : parseBody(text) };
}

function parseBody(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return { message: text };
  }
}
