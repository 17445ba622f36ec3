/** Lambda: a function ARN as Resource, and `lambda:invoke`. https://docs.aws.amazon.com/step-functions/latest/dg/connect-lambda.html */

import type { Failure } from '../asl/errors.ts';
import { isObject, type Json, type JsonObject, parseJson, textOf } from '../json.ts';
import {
  type Answer,
  type Answered,
  type Call,
  type Integration,
  lostCall,
  missing,
  type Outcome,
  type Refused,
} from './integration.ts';
import { sdkMetadata } from './sdk-metadata.ts';

const common: Pick<Integration, 'idempotent' | 'lost'> = {
  idempotent: false,
  lost: lostCall('Lambda'),
};

/** The Resource is the function, the arguments are its event, its answer is the result. */
export const lambdaFunction: Integration = {
  ...common,
  call: (args, { resource }) => invoke({ FunctionName: resource, Payload: textOf(args) }),
  outcome: (answer) =>
    functionOutcome(answer, {
      result: (payload) => payload,
      // A bare function's cause is the function's own text.
      cause: (text) => text,
    }),
};

/** The arguments are those of the Invoke API, the result is its answer with the function's under `Payload`. */
export const lambdaInvoke: Integration = {
  ...common,
  problems: (args) => [...missing(args, ['FunctionName']), ...unsupported(args)],
  call(args) {
    const { Payload: payload, ...parameters } = isObject(args) ? args : {};
    if (payload === undefined || payload === null) return invoke(parameters);
    // Text is sent as it stands: the caller made the JSON.
    const text = typeof payload === 'string' ? payload : textOf(payload);
    return invoke({ ...parameters, Payload: text });
  },
  outcome: (answer) =>
    functionOutcome(answer, {
      result: (payload, { status, headers, output }) => ({
        ...(typeof output.ExecutedVersion === 'string' && {
          ExecutedVersion: output.ExecutedVersion,
        }),
        ...(typeof output.LogResult === 'string' && { LogResult: output.LogResult }),
        Payload: payload,
        ...sdkMetadata(status, headers),
        StatusCode: status,
      }),
      cause: (text) => compact(text),
    }),
};

/** https://docs.aws.amazon.com/lambda/latest/api/API_Invoke.html */
const PARAMETERS = [
  'ClientContext',
  'DurableExecutionName',
  'FunctionName',
  'InvocationType',
  'LogType',
  'Payload',
  'Qualifier',
  'TenantId',
];

function unsupported(args: Json): string[] {
  return Object.keys(isObject(args) ? args : {})
    .filter((name) => !PARAMETERS.includes(name))
    .map((name) => `The field "${name}" is not supported by Step Functions`);
}

function invoke(parameters: JsonObject): Call {
  return { service: 'lambda', action: 'Invoke', parameters };
}

function functionOutcome(
  answer: Answer,
  shape: { result(payload: Json, answer: Answered): Json; cause(text: string): string },
): Outcome {
  if (answer.type === 'refused') return { type: 'TaskFailed', failure: refusal(answer) };
  const text = typeof answer.output.Payload === 'string' ? answer.output.Payload : '';
  if (answer.output.FunctionError !== undefined) {
    return { type: 'TaskFailed', failure: functionFailure(text, shape.cause) };
  }
  const payload = text === '' ? {} : parseJson(text);
  return { type: 'TaskSucceeded', output: shape.result(payload, answer) };
}

/** The error is what the runtime calls `errorType`; without one AWS says `Lambda.Unknown`. */
function functionFailure(text: string, causeOf: (text: string) => string): Failure {
  const payload = parsed(text);
  const type = isObject(payload) ? payload.errorType : undefined;
  if (typeof type === 'string') return { error: type, cause: causeOf(text) };
  return {
    error: 'Lambda.Unknown',
    cause: `The cause could not be determined because Lambda did not return an error type. Returned payload: ${text}`,
  };
}

function refusal({ status, code, message, requestId }: Refused): Failure {
  if (status === 0) return { error: 'Lambda.SdkClientException', cause: message };
  return {
    error: `Lambda.${code}`,
    cause: `${message} (Service: AWSLambda; Status Code: ${status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`,
  };
}

function compact(text: string): string {
  const value = parsed(text);
  return value === undefined ? text : JSON.stringify(value);
}

function parsed(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
