/** The one command: runs Treadle on this machine. */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { DataFolderError } from '../core/local/database.ts';
import { PortError } from '../core/local/http/server.ts';
import { startLocal } from '../core/local/index.ts';
import { MockConfigError } from '../core/local/mock-config.ts';
import { exampleFunctions, showExamples } from './dev/examples.ts';
import { FlagError, HELP, parseFlags } from './dev/flags.ts';

const project = resolve(import.meta.dirname, '..');

async function main(): Promise<void> {
  const flags = parseFlags(process.argv.slice(2));
  if (flags.help) {
    console.log(HELP);
    return;
  }
  if (!existsSync(`${project}/dist/step.mjs`)) {
    throw new FlagError('The functions are not built yet. Run npm run build, or npm start.');
  }
  const examples = flags.examples ? `${project}/examples` : undefined;
  const server = await startLocal({
    ...flags.local,
    functions: [...flags.functions, ...(examples ? exampleFunctions(examples) : [])],
    log: (name, text) => process.stderr.write(`[${name}] ${text}`),
    onEngineEnd: fail,
  });
  let closing = false;
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.once(signal, () => {
      closing = true;
      void server.close().then(() => process.exit(0));
    });
  }
  console.log(`treadle listening on ${server.url}`);
  if (!examples || !server.fresh) return;
  await showExamples(server.url, examples).catch((error: unknown) => {
    // Whoever ends it while the example runs has cut the example off, and knows.
    if (!closing) throw error;
  });
}

function fail(reason: string): never {
  console.error(`treadle: ${reason}`);
  process.exit(2);
}

main().catch((error: unknown) => {
  if (!(error instanceof Error)) throw error;
  const expected = [FlagError, DataFolderError, MockConfigError, PortError].some(
    (type) => error instanceof type,
  );
  fail(expected ? error.message : String(error.stack));
});
