/** The door of the API: AWS JSON 1.0, the operation named by the header `X-Amz-Target`. */

import { isObject, type Json, type JsonObject, JsonTooDeep, parsePlainJson } from '../json.ts';
import { Contended, InvalidPageToken } from '../ports.ts';
import { ApiError, conflict, errorType, invalidToken, serializationError } from './errors.ts';
import type { ApiContext } from './operation.ts';
import { type Operations, operations } from './operations/index.ts';
import { ownOperations } from './own/index.ts';

export interface ApiAnswer {
  status: number;
  /** JSON; its content type is `application/x-amz-json-1.0`. */
  body: string;
  /** What went wrong inside, for the caller to log; never shown to the client. */
  fault?: unknown;
}

const SERVICE = 'AWSStepFunctions.';
const OWN = 'Treadle.';
const CONTENDED = 'Other requests are changing the same resource. Try again.';

/**
 * Answers one request. Never throws: a fault of ours is answered with 500 and handed to the caller in `fault`.
 *
 * @param target the header `X-Amz-Target`
 * @param served the operations that there are here
 */
export async function dispatch(
  context: ApiContext,
  target: string | undefined,
  body: string,
  served: Operations = operations,
): Promise<ApiAnswer> {
  try {
    const operation = operationOf(served, target);
    return { status: 200, body: JSON.stringify(await operation.handle(context, parse(body))) };
  } catch (error) {
    if (error instanceof ApiError) return refusal(error);
    if (error instanceof InvalidPageToken) return refusal(invalidToken());
    if (error instanceof Contended) return refusal(conflict(CONTENDED));
    return { ...refusal(new ApiError('InternalFailure', 'Internal failure', 500)), fault: error };
  }
}

function operationOf(served: Operations, target = '') {
  const own = target.startsWith(OWN) ? target.slice(OWN.length) : undefined;
  const added = own !== undefined && Object.hasOwn(ownOperations, own) && ownOperations[own];
  if (added) return added;
  const name = target.startsWith(SERVICE) ? target.slice(SERVICE.length) : undefined;
  const operation = name !== undefined && Object.hasOwn(served, name) ? served[name] : undefined;
  if (operation) return operation;
  const known = name ? `Treadle has no operation ${name}` : 'The header X-Amz-Target names none';
  throw new ApiError('UnknownOperationException', known);
}

function parse(body: string): JsonObject {
  let input: Json;
  try {
    input = parsePlainJson(body);
  } catch (error) {
    if (error instanceof JsonTooDeep) throw serializationError(error.message);
    if (error instanceof SyntaxError) throw serializationError('The request body is not JSON');
    throw error;
  }
  if (!isObject(input)) throw serializationError('The request body must be a JSON object');
  return input;
}

function refusal({ code, message, status }: ApiError): ApiAnswer {
  return { status, body: JSON.stringify({ __type: errorType(code), message }) };
}
