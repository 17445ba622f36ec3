/** What optimized integrations have in common: the results and errors of AWS's Java SDK 1. https://docs.aws.amazon.com/step-functions/latest/dg/integrate-optimized.html */

import type { Failure } from '../asl/errors.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import { java1ExceptionName } from './aws-sdk/java-names.ts';
import {
  type Answered,
  type Call,
  type Integration,
  lostCall,
  missing,
  type Origin,
  type Refused,
} from './integration.ts';
import { sdkMetadata } from './sdk-metadata.ts';

/** How the Java SDK 1 names a service. */
export interface Java1Service {
  /** As in `aws-sdk` resources: `dynamodb`. */
  service: string;
  /** What error names begin with: `DynamoDB`. */
  errorPrefix: string;
  /** The error that its model does not have: `AmazonDynamoDBException`. */
  baseException: string;
  /** As causes call it: `AmazonDynamoDBv2`. */
  inCauses: string;
  /** How its servers spell the header's name; absent: `connection`. */
  connection?: 'Connection';
}

export interface OptimizedAction {
  action: string;
  idempotent?: boolean;
  /** The arguments without which no call is made. */
  required?: readonly string[];
  /** The parameters of the call; absent: the arguments as they are. */
  parameters?(args: JsonObject, origin: Origin): JsonObject;
  /** The result; absent: the answer with {@link sdkMetadata}. */
  result?(answer: Answered): Json;
}

/** The integration of one action of a service. */
export function optimized(service: Java1Service, action: OptimizedAction): Integration {
  const result = action.result ?? ((answer) => withMetadata(answer, service));
  return {
    idempotent: action.idempotent ?? false,
    lost: lostCall(service.errorPrefix),
    problems: (args) => missing(args, action.required ?? []),
    call(args, origin): Call {
      const given = isObject(args) ? args : {};
      return {
        service: service.service,
        action: action.action,
        parameters: action.parameters?.(given, origin) ?? given,
      };
    },
    outcome: (answer) =>
      answer.type === 'answered'
        ? { type: 'TaskSucceeded', output: result(answer) }
        : { type: 'TaskFailed', failure: java1Failure(answer, service) },
  };
}

function withMetadata({ output, status, headers }: Answered, service: Java1Service): Json {
  return { ...output, ...sdkMetadata(status, headers, service.connection ?? 'connection') };
}

/** A refusal as AWS's Java SDK 1 words it. */
export function java1Failure(refused: Refused, service: Java1Service): Failure {
  const { errorPrefix, baseException, inCauses } = service;
  const { status, code, message, requestId, wireCode = code } = refused;
  if (status === 0) return { error: `${errorPrefix}.SdkClientException`, cause: message };
  const name = refused.modelled ? java1ExceptionName(code) : baseException;
  return {
    error: `${errorPrefix}.${name}`,
    cause: `${message} (Service: ${inCauses}; Status Code: ${status}; Error Code: ${wireCode}; Request ID: ${requestId}; Proxy: null)`,
  };
}
