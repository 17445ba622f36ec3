/** Builds the console, and refuses one that has grown beyond what a page may weigh. */

import { resolve } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build, type Rolldown } from 'vite';

export interface BuiltFile {
  path: string;
  contents: Uint8Array;
}

/** The console cannot be built, or is too heavy. */
export class ConsoleError extends Error {}

/** Bytes, compressed: of the scripts that the first page loads, and of everything. */
const FIRST_SCRIPTS = 60_000;
const EVERYTHING = 200_000;

/**
 * The files of the console, to be written below `outdir`.
 *
 * @throws {ConsoleError} when it is heavier than it may be
 */
export async function buildConsole(project: string, outdir: string): Promise<BuiltFile[]> {
  const built = await build({
    configFile: `${project}/console/vite.config.ts`,
    build: { write: false },
  });
  const { output } = [built].flat().find(hasOutput) ?? fail('Vite has built nothing.');
  const files = output.map((file) => ({
    path: resolve(outdir, file.fileName),
    contents: Buffer.from(file.type === 'chunk' ? file.code : file.source),
    first: file.type === 'chunk' && file.isEntry,
  }));
  const weight = (some: typeof files) =>
    some.reduce((sum, { contents }) => sum + gzipSync(contents, { level: 9 }).length, 0);
  check('The scripts of its first page', weight(files.filter(({ first }) => first)), FIRST_SCRIPTS);
  check('It', weight(files), EVERYTHING);
  return files;
}

function hasOutput(built: object): built is Rolldown.RolldownOutput {
  return 'output' in built;
}

function check(what: string, bytes: number, most: number): void {
  if (bytes <= most) return;
  fail(`${what} may weigh ${most} bytes, compressed, but weighs ${bytes}.`);
}

function fail(reason: string): never {
  throw new ConsoleError(`The console is not built. ${reason}`);
}
