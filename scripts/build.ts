/**
 * Bundles every Lambda function into dist/: one entry each, shared code in chunks, so that loading costs little. And the
 * console, and what the npm package holds, into dist/package/.
 */

import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { type BuildOptions, build, type Plugin } from 'esbuild';
import { buildConsole, ConsoleError } from './build/console.ts';

const project = resolve(import.meta.dirname, '..');
const outdir = `${project}/dist`;

/** Bundles of CommonJS packages call `require`, which a module does not have. */
const banner =
  "import{createRequire as treadleRequire}from'node:module';const require=treadleRequire(import.meta.url);";

/** A function is a file that exports a handler; the others are what functions share. */
const entryPoints = readdirSync(`${project}/functions`)
  .map((file) => `${project}/functions/${file}`)
  .filter((file) => readFileSync(file, 'utf8').includes('export const handler'));

/** What calls services for tasks: whole clients of the AWS SDK. Sharing no code with them keeps the functions' own lean. */
const sdk = { file: `${project}/core/aws/sdk/call.ts`, bundle: './sdk/call.mjs' };

/** Leaves it out of the functions' bundles. These and their chunks lie in one folder, so that one path fits all. */
const sdkApart = (path: string): Plugin => ({
  name: 'sdk-apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /\/sdk\/call\.ts$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path, external: true } : undefined,
    ),
});

/** The CLI, what programs import, and the worker that local mode starts beside itself. */
const packaged = {
  cli: `${project}/scripts/cli.ts`,
  index: `${project}/core/index.ts`,
  testing: `${project}/core/testing/index.ts`,
  'function-worker': `${project}/core/local/function-worker.ts`,
};

const options = {
  chunkNames: 'chunk-[hash]',
  outExtension: { '.js': '.mjs' },
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
} satisfies BuildOptions;

const [functions, services, library, pages] = await Promise.all([
  build({ ...options, entryPoints, outdir, plugins: [sdkApart(sdk.bundle)] }),
  // Nobody debugs into these, and their maps would be four times their size.
  build({ ...options, sourcemap: false, entryPoints: [sdk.file], outdir: `${outdir}/sdk` }),
  build({
    ...options,
    sourcemap: false,
    entryPoints: packaged,
    outdir: `${outdir}/package`,
    plugins: [sdkApart(`.${sdk.bundle}`)],
    // Stand-ins that find files of their own beside them.
    external: ['dynalite', 'fauxqs'],
  }),
  buildConsole(project, `${outdir}/console`),
]).catch((error: unknown) => {
  // esbuild has said itself what is wrong.
  if (error instanceof ConsoleError) console.error(error.message);
  process.exit(1);
});

// A build that fails leaves the last good one in place.
rmSync(outdir, { recursive: true, force: true });
const bundles = [functions, services, library].flatMap(({ outputFiles }) => outputFiles);
for (const { path, contents } of [...bundles, ...pages]) {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, contents);
}
writeFileSync(`${outdir}/meta.json`, JSON.stringify(functions.metafile));
