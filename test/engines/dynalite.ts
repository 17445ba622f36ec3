/** Dynalite as a test engine: in this process, in memory. */

import { once } from 'node:events';
import dynalite from 'dynalite';
import { createTable } from '../../core/local/table.ts';
import { type Engine, engineAt, REGION, TABLE } from './engine.ts';

/** Starts dynalite on a free port of this machine, with an empty table. */
export async function startDynalite(): Promise<Engine> {
  const server = dynalite({ createTableMs: 0 });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('dynalite has no port');
  const url = `http://127.0.0.1:${address.port}`;
  await createTable(url, { name: TABLE, region: REGION });
  return engineAt(url, async () => {
    const closed = Promise.withResolvers<void>();
    server.close(() => closed.resolve());
    server.closeAllConnections();
    await closed.promise;
  });
}
