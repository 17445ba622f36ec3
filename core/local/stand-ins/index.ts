/** The stand-ins for the services that workflows use: one each, behind the one address, told apart by the requests. */

import { join } from 'node:path';
import type { LocalRequest } from '../http/server.ts';
import { startDynamoDb } from './dynamodb.ts';
import { startFauxqs } from './fauxqs.ts';
import { onFirstUse, type StandIn } from './stand-in.ts';

export interface StandIns {
  dynamodb: StandIn;
  /** SQS, SNS and S3. */
  messaging: StandIn;
  close(): Promise<void>;
}

/**
 * Makes them; each starts with the first request that is meant for it.
 *
 * @param dataFolder where the server's data lies; undefined: in memory
 */
export function createStandIns(
  dataFolder: string | undefined,
  log: (text: string) => void,
): StandIns {
  const folder = dataFolder === undefined ? undefined : join(dataFolder, 'services');
  const dynamodb = onFirstUse(() => startDynamoDb(folder, log));
  const messaging = onFirstUse(() => startFauxqs(folder));
  return {
    dynamodb,
    messaging,
    close: async () => {
      await Promise.all([dynamodb.close(), messaging.close()]);
    },
  };
}

/** The stand-in that a request is meant for; SQS, whose queues are partly our own, is decided elsewhere. */
export function standInFor(
  standIns: StandIns,
  { headers, query }: LocalRequest,
): StandIn | undefined {
  if (headers['x-amz-target']?.startsWith('DynamoDB_20120810.')) return standIns.dynamodb;
  const service = signedService(headers.authorization ?? query.get('X-Amz-Credential') ?? '');
  return service === 's3' || service === 'sns' ? standIns.messaging : undefined;
}

/** The service in the scope of a signature, of which nothing else is looked at. */
function signedService(text: string): string | undefined {
  const end = text.indexOf('/aws4_request');
  return end < 0 ? undefined : text.slice(text.lastIndexOf('/', end - 1) + 1, end);
}
