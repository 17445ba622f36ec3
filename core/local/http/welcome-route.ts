/** What a browser shows that opens the server's address. */

import type { Route } from './server.ts';

/** `GET /` and `GET /health`. */
export const welcomeRoute: Route = (request) => {
  const isWelcome = request.method === 'GET' && ['/', '/health'].includes(request.path);
  if (!isWelcome) return undefined;
  const address = `http://${request.headers.host}`;
  const body = `Treadle is listening: Step Functions on your own machine.

The console: ${address}/console/

Any AWS SDK or the AWS CLI works here by its endpoint:

  aws stepfunctions list-state-machines --endpoint-url ${address}

An execution starts by HTTP too:

  curl -X POST ${address}/stateMachines/NAME/executions -d '{}'
`;
  const headers = { 'content-type': 'text/plain; charset=utf-8' };
  return Promise.resolve({ status: 200, headers, body });
};
