/** A stand-in for a service of the AWS JSON protocol for which there is no local engine. */

import { createServer } from 'node:http';
import { isObject, type JsonObject, parseJson } from '../../../core/json.ts';
import { awsHeaders, type Front, listenAnywhere } from './front.ts';

/** What an operation answers: its result, or an error with a `__type`. */
export type Operation = (parameters: JsonObject) => JsonObject | Promise<JsonObject>;

/** Starts it on any free port of 127.0.0.1. */
export async function startJsonService(operations: Record<string, Operation>): Promise<Front> {
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(Buffer.from(chunk));
    const name = String(request.headers['x-amz-target']).replace(/^.*\./, '');
    const parameters = parseJson(Buffer.concat(chunks).toString() || '{}');
    const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
    const answer = operation
      ? await operation(isObject(parameters) ? parameters : {})
      : { __type: 'UnknownOperationException' };
    const body = JSON.stringify(answer);
    response.writeHead(answer.__type === undefined ? 200 : 400, {
      ...awsHeaders('application/x-amz-json-1.1'),
      'content-length': String(Buffer.byteLength(body)),
    });
    response.end(body);
  });
  return listenAnywhere(server);
}
