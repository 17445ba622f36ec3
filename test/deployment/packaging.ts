/** Packages the stack in a folder of its own, as `npm run package` does, with stand-ins for the bundles. */

import { execFile } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { isObject, type JsonObject, parseJson } from '../../core/json.ts';

export interface Packaged {
  /** The template that CloudFormation gets. */
  template: JsonObject;
  /** The template of the first deployment's first half, which holds the bucket alone. */
  bucketTemplate: JsonObject;
  /** The names of the files in the functions' archive. */
  archive: string[];
}

const REPOSITORY = fileURLToPath(new URL('../../', import.meta.url));

/** Files the build or a developer leaves behind; only the bundles belong into the archive. */
const FILES = [
  'dist/api.mjs',
  'dist/step.mjs',
  'dist/trigger.mjs',
  'dist/express.mjs',
  'dist/resume.mjs',
  'dist/redeliver.mjs',
  'dist/sweep.mjs',
  'dist/chunks/shared.mjs',
  'dist/console.mjs',
  'dist/console/index.html',
  'dist/console/assets/index.js',
  'dist/step.mjs.map',
  'dist/meta.json',
  'dist/package/cli.mjs',
  'core/json.ts',
  'node_modules/some-package/index.js',
  '.env',
  'package.json',
];

/** Runs `serverless package` with the arguments given: no credentials, no home folder, no settings of this machine. */
export async function packageStack(...args: string[]): Promise<Packaged> {
  const folder = await mkdtemp(join(tmpdir(), 'treadle-package-'));
  try {
    await cp(join(REPOSITORY, 'serverless.yml'), join(folder, 'serverless.yml'));
    for (const file of FILES) {
      await mkdir(dirname(join(folder, file)), { recursive: true });
      await writeFile(join(folder, file), file.endsWith('.json') ? '{}' : '');
    }
    const serverless = join(REPOSITORY, 'node_modules/serverless/bin/serverless.js');
    const env = { HOME: folder, PATH: process.env.PATH };
    await promisify(execFile)(process.execPath, [serverless, 'package', ...args], {
      cwd: folder,
      env,
    });
    const output = join(folder, '.serverless');
    return {
      template: await readTemplate(join(output, 'cloudformation-template-update-stack.json')),
      bucketTemplate: await readTemplate(join(output, 'cloudformation-template-create-stack.json')),
      archive: namesInArchive(await readFile(join(output, 'treadle.zip'))),
    };
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function readTemplate(path: string): Promise<JsonObject> {
  const template = parseJson(await readFile(path, 'utf8'));
  if (!isObject(template)) throw new Error(`${path} holds no template`);
  return template;
}

/** The names in a zip file's central directory. */
function namesInArchive(zip: Buffer): string[] {
  const names: string[] = [];
  const signature = Buffer.from('PK\x01\x02', 'latin1');
  for (let at = zip.indexOf(signature); at >= 0; at = zip.indexOf(signature, at + 46)) {
    names.push(zip.toString('utf8', at + 46, at + 46 + zip.readUInt16LE(at + 28)));
  }
  return names.sort();
}
