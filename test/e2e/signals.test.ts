/** The one command when it is told to end: cleanly, even while it still shows its examples. */

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const project = resolve(import.meta.dirname, '../..');

/** Runs it on an empty memory, sends the signal at the first sight of the text, and tells how it ended. */
async function endAt(text: string, signal: NodeJS.Signals) {
  const child = spawn(process.execPath, ['scripts/dev.ts', '--port', '0', '--memory'], {
    cwd: project,
    env: { PATH: process.env.PATH ?? '' },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  let errors = '';
  child.stderr.on('data', (chunk) => {
    errors += chunk;
  });
  child.stdout.on('data', (chunk) => {
    if (!printed.includes(text) && (printed + chunk).includes(text)) child.kill(signal);
    printed += chunk;
  });
  const [code] = await once(child, 'exit');
  return { code, complaints: errors.split('\n').filter((line) => line.startsWith('treadle:')) };
}

describe('the one command', () => {
  it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'ends cleanly on %s while the examples are deployed',
    async (signal) => {
      expect(await endAt('listening', signal)).toEqual({ code: 0, complaints: [] });
    },
  );

  it('ends cleanly on SIGINT while an example runs', async () => {
    expect(await endAt('Running', 'SIGINT')).toEqual({ code: 0, complaints: [] });
  });
});
