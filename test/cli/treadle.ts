/** Runs the CLI as people do: in pipes, or in a terminal. */

import { spawn } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { spawn as spawnInTerminal } from '@lydell/node-pty';

export const root = join(import.meta.dirname, '../..');

export interface Ran {
  code: number | null;
  stdout: string;
  stderr: string;
}

export interface Given {
  input?: string;
  env?: Record<string, string>;
}

const ENV = { PATH: process.env.PATH ?? '', HOME: '/nonexistent', TZ: 'UTC' };

/** Runs it with its output in pipes. */
export function treadle(args: string[], { input = '', env = {} }: Given = {}): Promise<Ran> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['scripts/treadle.mjs', ...args], {
      cwd: root,
      env: { ...ENV, ...env },
    });
    const ran = { stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => {
      ran.stdout += chunk;
    });
    child.stderr.on('data', (chunk) => {
      ran.stderr += chunk;
    });
    child.on('error', reject);
    child.on('close', (code) => resolve({ code, ...ran }));
    child.stdin.end(input);
  });
}

/** Runs it in a terminal; `react` sees all that was shown so far, and may type. */
export function inTerminal(
  args: string[],
  react: (shown: string, type: (keys: string) => void) => void = () => {},
  env: Record<string, string> = {},
): Promise<{ code: number; shown: string }> {
  return new Promise((resolve) => {
    const terminal = spawnInTerminal(process.execPath, ['scripts/treadle.mjs', ...args], {
      cwd: root,
      cols: 100,
      rows: 30,
      env: { ...ENV, TERM: 'xterm-256color', ...env },
    });
    let shown = '';
    terminal.onData((data) => {
      shown += data;
      react(shown, (keys) => terminal.write(keys));
    });
    terminal.onExit(({ exitCode }) => resolve({ code: exitCode, shown }));
  });
}

/** Writes files into a new folder. */
export function folderWith(files: Record<string, string | object>): string {
  const folder = mkdtempSync(join(tmpdir(), 'treadle-cli-'));
  for (const [name, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content, undefined, 2);
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

/** A machine of one state. */
export function machineOf(state: object, more: object = {}): object {
  return { StartAt: 'A', States: { A: state }, ...more };
}

/** What stands for a value in a definition that is deployed: `${Name}`. */
export function placeholder(name: string): string {
  return `\${${name}}`;
}
