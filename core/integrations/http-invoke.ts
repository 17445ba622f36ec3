/** HTTP Tasks: calls an HTTPS API with the credentials of a connection. https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html */

import type { Failure } from '../asl/errors.ts';
import { isObject, type Json, parseJson } from '../json.ts';
import { type Answered, type Integration, lostCall, type Refused } from './integration.ts';

/** The result is the HTTP answer; every status but those of success fails the task by its number. */
export const httpInvoke: Integration = {
  idempotent: false,
  lost: lostCall('States.Http'),
  call: (args) => ({
    service: 'http',
    action: 'invoke',
    parameters: isObject(args) ? args : {},
  }),
  outcome(answer) {
    if (answer.type === 'refused') return { type: 'TaskFailed', failure: refusal(answer) };
    if (answer.status >= 200 && answer.status < 300) {
      return { type: 'TaskSucceeded', output: resultOf(answer) };
    }
    const failure = {
      error: `States.Http.StatusCode.${answer.status}`,
      // As AWS has it: no more than this is left of the answer.
      cause: String(answer.output.StatusText ?? ''),
    };
    return { type: 'TaskFailed', failure };
  },
};

/** A code with a dot is the whole name of an error; any other says that the API gave no answer. */
function refusal({ code, message }: Refused): Failure {
  return { error: code.includes('.') ? code : 'States.Http.Socket', cause: message };
}

function resultOf({ status, output }: Answered): Json {
  return {
    Headers: output.Headers ?? {},
    ResponseBody: bodyOf(String(output.Body ?? '')),
    StatusCode: status,
    StatusText: output.StatusText ?? '',
  };
}

function bodyOf(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
