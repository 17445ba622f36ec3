import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { CreateStateMachineCommand, SFNClient } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type LocalServer, startLocal } from '../../core/local/index.ts';
import { blocks, commands, hereDocuments, page, root } from './pages.ts';

const readme = page('README.md');
const shell = blocks(readme, 'sh');
const folder = mkdtempSync(join(tmpdir(), 'treadle-readme-'));
let server: LocalServer;

beforeAll(async () => {
  // The README's program stands in the project, where it finds the SDK.
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'));
  for (const [file, text] of shell.flatMap((block) => [...hereDocuments(block)])) {
    mkdirSync(join(folder, dirname(file)), { recursive: true });
    writeFileSync(join(folder, file), text);
  }
  server = await startLocal({ functions: [join(folder, 'my-functions')] });
});

afterAll(async () => {
  await server.close();
  rmSync(folder, { recursive: true });
});

it('runs as the README says', async () => {
  const definition = shell
    .flatMap((block) => [...hereDocuments(block)])
    .find(([file]) => file.endsWith('.asl.json'))?.[1];
  const create = shell.flatMap(commands).find((line) => line.includes('create-state-machine'));
  const argument = (name: string) => new RegExp(`--${name} (\\S+)`).exec(create ?? '')?.[1];
  const sfn = new SFNClient({
    endpoint: server.url,
    region: 'us-east-1',
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  await sfn.send(
    new CreateStateMachineCommand({
      name: argument('name'),
      roleArn: argument('role-arn'),
      definition,
    }),
  );
  const [program = ''] = blocks(readme, 'ts');
  const file = join(folder, 'hello.mts');
  writeFileSync(file, program.replace('http://127.0.0.1:8083', server.url));
  const { stdout } = await promisify(execFile)(process.execPath, [file]);
  expect(stdout.trim()).toBe(/It prints `([^`]+)`/.exec(readme.text)?.[1]);
});
