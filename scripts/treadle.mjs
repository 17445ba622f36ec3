#!/usr/bin/env node
/** Starts the CLI on Node 24, which npm brings along where the machine has another. Runs on Node 20 itself. */

import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { constants } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const here = dirname(fileURLToPath(import.meta.url));
/** The sources, in a clone; what was built of them, in a package. */
const cli = [join(here, 'cli.ts'), join(here, '..', 'dist', 'package', 'cli.mjs')].find((file) =>
  existsSync(file),
);

if (Number(process.versions.node.split('.')[0]) >= 24 && cli) {
  await import(pathToFileURL(cli).href);
} else {
  const node = pinnedNode();
  if (!node || !cli) {
    console.error(
      `treadle: Node 24 is needed, and this is Node ${process.versions.node}. Install Node 24, or let npm install the optional dependency node-${process.platform}-${process.arch}.`,
    );
    process.exit(2);
  }
  const child = spawn(node, [cli, ...process.argv.slice(2)], { stdio: 'inherit' });
  // The terminal sends Ctrl-C to both; what is sent to this process alone is passed on.
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'])
    process.on(signal, () => {
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  child.on('exit', (code, signal) => {
    process.exit(code ?? 128 + (signal ? constants.signals[signal] : 0));
  });
}

/** @returns {string | undefined} */
function pinnedNode() {
  try {
    const name = `node-${process.platform}-${process.arch}`;
    const folder = dirname(createRequire(import.meta.url).resolve(`${name}/package.json`));
    const file = join(folder, 'bin', 'node');
    return existsSync(file) ? file : undefined;
  } catch {
    return undefined;
  }
}
