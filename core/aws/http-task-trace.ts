/** What an HTTP Task sent and what came back, in the form in which TestState shows it. https://docs.aws.amazon.com/step-functions/latest/apireference/API_InspectionData.html */

import type { HttpRequest } from '../integrations/http-invoke/request.ts';
import type { HttpTrace } from '../integrations/integration.ts';
import type { HttpAnswer } from './http-task-exchange.ts';

/** @param shown what of a text of the answer may be seen; absent: all */
export function traceOf(
  request: HttpRequest,
  answer: HttpAnswer,
  shown: (text: string) => string = (text) => text,
): HttpTrace {
  const protocol = new URL(request.url).protocol.replace(':', '');
  return {
    request: {
      protocol,
      method: request.method,
      url: request.url,
      headers: listOf(Object.entries(request.headers)),
      body: request.body,
    },
    response: {
      protocol,
      statusCode: String(answer.status),
      statusMessage: shown(answer.statusText),
      headers: shown(
        listOf(Object.entries(answer.headers).map(([name, values]) => [name, values.join(', ')])),
      ),
      body: shown(answer.body.toString()),
    },
  };
}

function listOf(headers: [name: string, value: string][]): string {
  return `[${headers.map(([name, value]) => `${name}: ${value}`).join(', ')}]`;
}
