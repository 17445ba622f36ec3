/** An engine with the table that local mode makes, and a client that counts what it consumes. */

import { type Action, createDynamoDb, type DynamoDb } from '../../core/aws/dynamodb.ts';

export const TABLE = 'treadle';
export const REGION = 'us-east-1';

export interface Request {
  action: Action;
  /** Capacity units. */
  units: number;
}

/** A running engine with an empty table. */
export interface Engine {
  db: DynamoDb;
  /** The requests since the last look, in the order of their answers. */
  requests(): Request[];
  close(): Promise<void>;
}

/** A client of the engine at an endpoint; closing it stops the engine. */
export function engineAt(endpoint: string, stop: () => Promise<void>): Engine {
  let requests: Request[] = [];
  const db = createDynamoDb({
    client: {
      endpoint,
      region: REGION,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    },
    onConsumed: (action, units) => requests.push({ action, units }),
  });
  return {
    db,
    requests() {
      const seen = requests;
      requests = [];
      return seen;
    },
    async close() {
      db.close();
      await stop();
    },
  };
}
