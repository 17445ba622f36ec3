/** The CLI: finds the command, reads its arguments, and turns what goes wrong into a message and an exit code. */

import { closest } from '../../core/local/closest.ts';
import { readArguments } from './arguments.ts';
import { type Call, UsageError } from './command.ts';
import { commands } from './commands/index.ts';
import { EXIT } from './exit-codes.ts';
import { ExpectedError } from './expected-error.ts';
import { helpOf, overview } from './help.ts';
import type { Terminal } from './terminal.ts';
import { version } from './version.ts';

/** @returns the exit code */
export async function main(args: string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  try {
    if (name === undefined) {
      terminal.note(overview(commands));
      return EXIT.USAGE;
    }
    if (name === '--version' || name === '-v') {
      terminal.print(version());
      return EXIT.SUCCEEDED;
    }
    if (name === '--help' || name === '-h') {
      terminal.print(overview(commands));
      return EXIT.SUCCEEDED;
    }
    return await runCommand(name, rest, terminal);
  } catch (error) {
    return explain(error, name ?? '', terminal);
  }
}

async function runCommand(name: string, args: string[], terminal: Terminal): Promise<number> {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) {
    const near = closest(name, Object.keys(commands));
    const hint = near === undefined ? '' : ` Did you mean ${near}?`;
    throw new UsageError(`There is no command ${name}.${hint}`);
  }
  const asksForHelp = args.some((arg) => arg === '--help' || arg === '-h');
  if (asksForHelp) {
    terminal.print(helpOf(name, command));
    return EXIT.SUCCEEDED;
  }
  if (command.raw) return command.raw(args);
  const { operands, values } = readArguments(name, command, args);
  // the values were read by the command's own table
  const call = { operands, values, terminal, commands } as Call;
  return command.run(call);
}

/** What was expected to go wrong is told in a line; all else is a bug, and shows where. */
function explain(error: unknown, name: string, terminal: Terminal): number {
  const { style } = terminal;
  const say = (text: string) => terminal.note(`${style('red', 'treadle:')} ${text}`);
  if (error instanceof ExpectedError) {
    say(error.message);
    return error.exitCode;
  }
  if (error instanceof UsageError) {
    say(error.message);
    const about = Object.hasOwn(commands, name) ? `treadle help ${name}` : 'treadle help';
    terminal.note(style('dim', `${about} says more.`));
    return EXIT.USAGE;
  }
  say(error instanceof Error ? String(error.stack) : String(error));
  return EXIT.FAILED;
}
