/** The Treadle under test: a local one, whose tasks call the cases' functions and services. */

import { type LocalServer, startLocal } from '../../core/local/index.ts';
import { OUR_ACCOUNT, OUR_REGION } from './identifiers.ts';
import type { LambdaServer } from './lambda-server.ts';
import type { CaseServices } from './services/index.ts';

/** AWS's own limit of a document in bytes, which Treadle lifts unless told otherwise. */
const AWS_PAYLOAD_LIMIT = '262144';

/** Starts a local system in memory, with the limits of AWS, on any free port. */
export function startTarget(lambda: LambdaServer, services: CaseServices): Promise<LocalServer> {
  return startLocal({
    port: 0,
    account: OUR_ACCOUNT,
    region: OUR_REGION,
    endpoints: { lambda: lambda.url, ...services.endpoints },
    environment: { ...process.env, TREADLE_PAYLOAD_LIMIT: AWS_PAYLOAD_LIMIT },
  });
}
