/** API Gateway: calls an endpoint of an API. https://docs.aws.amazon.com/step-functions/latest/dg/connect-api-gateway.html */

import { isObject, type Json, type JsonObject, parseJson, setKey, textOf } from '../json.ts';
import { type Answered, type Integration, lostCall, missing } from './integration.ts';
import { queryText } from './query-text.ts';

/** The result is the HTTP answer; a status of an error fails the task by its number. */
export const invoke: Integration = {
  idempotent: false,
  lost: lostCall('ApiGateway'),
  problems(args) {
    const { Headers, QueryParameters } = isObject(args) ? args : {};
    const malformed = Object.entries({ Headers, QueryParameters }).filter(
      ([, value]) => value !== undefined && value !== null && !isObject(value),
    );
    return [
      ...missing(args, ['ApiEndpoint', 'Method']),
      ...malformed.map(([name]) => `The value of the field '${name}' has an invalid format`),
    ];
  },
  call(args) {
    const given = isObject(args) ? args : {};
    return { service: 'execute-api', action: 'invoke', parameters: requestOf(given) };
  },
  outcome(answer) {
    if (answer.type === 'refused') {
      const failure = { error: 'ApiGateway.SdkClientException', cause: answer.message };
      return { type: 'TaskFailed', failure };
    }
    if (answer.status >= 400) {
      const failure = {
        error: `ApiGateway.${answer.status}`,
        cause: String(answer.output.Body ?? ''),
      };
      return { type: 'TaskFailed', failure };
    }
    return { type: 'TaskSucceeded', output: resultOf(answer) };
  },
};

/** Without `AllowNullValues`, what is null in the arguments is left out. */
function requestOf(args: JsonObject): JsonObject {
  const { ApiEndpoint, Stage, Path, QueryParameters, RequestBody, AuthType, Method } = args;
  const stage = Stage ? `/${Stage}` : '';
  const path = Path ? `/${String(Path).replace(/^\//, '')}` : '';
  const body = RequestBody ?? null;
  return {
    Method: Method ?? 'GET',
    Url: `https://${ApiEndpoint}${stage}${path}${queryText(QueryParameters ?? null)}`,
    Headers: args.Headers ?? {},
    ...(body !== null && { Body: typeof body === 'string' ? body : textOf(body) }),
    Signed: AuthType === 'IAM_ROLE',
  };
}

function resultOf({ status, headers, output }: Answered): Json {
  const shown: JsonObject = {};
  for (const [name, value] of Object.entries(headers)) setKey(shown, capitalised(name), [value]);
  return {
    Headers: shown,
    ResponseBody: bodyOf(String(output.Body ?? '')),
    StatusCode: status,
    StatusText: output.StatusText ?? '',
  };
}

function capitalised(name: string): string {
  return name.replace(/(^|-)([a-z])/g, (_, dash, letter) => dash + letter.toUpperCase());
}

function bodyOf(text: string): Json {
  try {
    return parseJson(text);
  } catch {
    return text;
  }
}
