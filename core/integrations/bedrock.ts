/** Bedrock: invokes and customizes models. https://docs.aws.amazon.com/step-functions/latest/dg/connect-bedrock.html */

import type { Json } from '../json.ts';
import { parseJson } from '../json.ts';
import { type Java1Service, optimized } from './optimized.ts';

const names = { errorPrefix: 'Bedrock', baseException: 'BedrockException', inCauses: 'Bedrock' };
const bedrock: Java1Service = { ...names, service: 'bedrock' };

/** The model's answer stands under `Body`, as a value where it is JSON. */
export const invokeModel = optimized(
  { ...names, service: 'bedrockruntime' },
  {
    action: 'invokeModel',
    parameters: (args) => ({ ContentType: 'application/json', Accept: '*/*', ...args }),
    result: ({ output }) => ({
      Body: bodyOf(output.Body ?? ''),
      ContentType: output.ContentType ?? '',
    }),
  },
);
export const createModelCustomizationJob = optimized(bedrock, {
  action: 'createModelCustomizationJob',
  idempotent: true,
});

function bodyOf(body: Json): Json {
  if (typeof body !== 'string') return body;
  try {
    return parseJson(body);
  } catch {
    return body;
  }
}
