/** The services that workflows use, at the same address as Step Functions. */

import { type StandIns, standInFor } from '../stand-ins/index.ts';
import type { Route } from './server.ts';

/** Requests to DynamoDB by their X-Amz-Target, to S3 and SNS by the scope of their signature. */
export function standInRoute(standIns: StandIns): Route {
  return (request) => standInFor(standIns, request)?.answer(request);
}
