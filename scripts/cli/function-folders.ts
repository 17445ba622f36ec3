/** The functions that do the Tasks of a definition's file. */

import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { UsageError } from './command.ts';

/** Those given, and `functions` beside the file. @throws {UsageError} when a folder is none */
export function functionFolders(file: string, given: readonly string[]): string[] {
  for (const folder of given) {
    if (!existsSync(folder)) throw new UsageError(`--functions ${folder} is not a folder.`);
  }
  const beside = join(dirname(file), 'functions');
  return [...given, ...(existsSync(beside) ? [beside] : [])].map((folder) => resolve(folder));
}

/** How the Tasks of commands that run states in memory are done. */
export const taskOptions = {
  functions: {
    type: 'string',
    multiple: true,
    value: '<folder>',
    help: 'serve <folder>/<name>.{mjs,js,ts} as Lambda functions',
  },
  endpoint: {
    type: 'string',
    multiple: true,
    value: '<url>',
    help: 'send the calls of Tasks there; <service>=<url> for one service',
  },
  aws: { type: 'boolean', help: 'let Tasks call AWS, with your credentials' },
} as const;
