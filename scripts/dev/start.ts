/** Runs Treadle on this machine, until somebody ends it. */

import { existsSync } from 'node:fs';
import { DataFolderError } from '../../core/local/database.ts';
import { PortError } from '../../core/local/http/server.ts';
import { startLocal } from '../../core/local/index.ts';
import { MockConfigError } from '../../core/local/mock-config.ts';
import { projectFolder } from '../../core/local/project-folder.ts';
import { exampleFunctions, showExamples } from './examples.ts';
import { FlagError, HELP, parseFlags } from './flags.ts';

/** Takes the arguments of `npm start` and `treadle start`. What goes wrong in an expected way ends the process with 2. */
export function startServer(args: string[]): Promise<void> {
  return start(args).catch((error: unknown) => {
    if (!(error instanceof Error)) throw error;
    const expected = [FlagError, DataFolderError, MockConfigError, PortError].some(
      (type) => error instanceof type,
    );
    fail(expected ? error.message : String(error.stack));
  });
}

async function start(args: string[]): Promise<void> {
  const project = projectFolder();
  const flags = parseFlags(args);
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
  console.log(`the console is at ${server.url}/console/`);
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
