/** A deployed stack as its callers see it: the SDK with IAM signatures, and signed requests of plain HTTP. */

import { SFNClient } from '@aws-sdk/client-sfn';

/** The API Gateway service in a signature; the SDK would sign for `states`, which the gateway refuses. */
const SIGNING_NAME = 'execute-api';

export interface Stack {
  sfn: SFNClient;
  /** Starts an execution by the HTTP route; `key` is the execution's name. */
  startByHttp(machine: string, key: string, input: string): Promise<Response>;
  /** The API called without a signature. */
  callUnsigned(): Promise<Response>;
}

/** The stack behind an endpoint; the region is the one in the endpoint's name. */
export function stackAt(endpoint: string): Stack {
  const url = new URL(endpoint);
  const region = /\.execute-api\.([\w-]+)\./.exec(url.hostname)?.[1] ?? process.env.AWS_REGION;
  const signing = { signingName: SIGNING_NAME };
  const sfn = new SFNClient({ ...(region && { region }), ...signing, endpoint });
  return {
    sfn,
    async startByHttp(machine, key, input) {
      const path = `/stateMachines/${encodeURIComponent(machine)}/executions`;
      const signer = await sfn.config.signer();
      const { headers } = await signer.sign({
        method: 'POST',
        protocol: url.protocol,
        hostname: url.hostname,
        ...(url.port && { port: Number(url.port) }),
        path,
        query: {},
        headers: { host: url.host, 'content-type': 'application/json', 'idempotency-key': key },
        body: input,
      });
      return fetch(new URL(path, url), { method: 'POST', headers, body: input });
    },
    callUnsigned: () => fetch(url, { method: 'POST', body: '{}' }),
  };
}
