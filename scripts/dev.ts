/** The one command: runs Treadle on this machine. */

import { startServer } from './dev/start.ts';

await startServer(process.argv.slice(2));
