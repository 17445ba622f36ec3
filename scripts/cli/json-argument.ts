/** JSON that is given on the command line: itself, `@file`, or `-` for standard input. */

import { readFileSync } from 'node:fs';
import { describeJsonError } from '../../core/asl/validate/json-error.ts';
import { codeFrame } from '../../core/local/code-frame.ts';
import { UsageError } from './command.ts';
import type { Terminal } from './terminal.ts';

/**
 * The text, checked to be JSON.
 *
 * @param option what it was given by, for the message
 * @throws {UsageError} where it is none, or the file cannot be read
 */
export async function jsonArgument(
  given: string,
  option: string,
  terminal: Terminal,
): Promise<string> {
  const text = await textArgument(given, option, terminal);
  const error = describeJsonError(text);
  if (!error) return text;
  const where = given.startsWith('@') ? ` in ${given.slice(1)}` : '';
  throw new UsageError(
    `${option} is not JSON${where}: ${error.message}\n${codeFrame(text, { line: error.line, column: Math.max(1, error.column - 1) })}`,
  );
}

async function textArgument(given: string, option: string, terminal: Terminal): Promise<string> {
  if (given === '-') return terminal.readInput();
  if (!given.startsWith('@')) return given;
  try {
    return readFileSync(given.slice(1), 'utf8');
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new UsageError(`${option} cannot be read: ${reason}`);
  }
}
