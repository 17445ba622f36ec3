/** Bundles every Lambda function into dist/: one entry each, shared code in chunks, so that loading costs little. */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { build } from 'esbuild';

const project = resolve(import.meta.dirname, '..');
const outdir = `${project}/dist`;

/** Bundles of CommonJS packages call `require`, which a module does not have. */
const banner =
  "import{createRequire as treadleRequire}from'node:module';const require=treadleRequire(import.meta.url);";

/** A function is a file that exports a handler; the others are what functions share. */
const entryPoints = readdirSync(`${project}/functions`)
  .map((file) => `${project}/functions/${file}`)
  .filter((file) => readFileSync(file, 'utf8').includes('export const handler'));

const { metafile, outputFiles } = await build({
  entryPoints,
  outdir,
  outExtension: { '.js': '.mjs' },
  chunkNames: 'chunks/[name]-[hash]',
  bundle: true,
  splitting: true,
  minify: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  banner: { js: banner },
  sourcemap: 'linked',
  metafile: true,
  absWorkingDir: project,
  logLevel: 'warning',
  write: false,
}).catch(() => process.exit(1)); // esbuild has said what is wrong

// A build that fails leaves the last good one in place.
rmSync(outdir, { recursive: true, force: true });
for (const { path, contents } of outputFiles) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
}
writeFileSync(`${outdir}/meta.json`, JSON.stringify(metafile));
