/** What a command of the CLI is. */

import type { Terminal } from './terminal.ts';

export interface Option {
  type: 'string' | 'boolean';
  /** May be given again. */
  multiple?: boolean;
  short?: string;
  /** What stands for the value in the help: `<file>`. */
  value?: string;
  /** What the value can be, for completion and for the check. */
  choices?: readonly string[];
  help: string;
}

export type Options = Readonly<Record<string, Option>>;

type ValueOf<O extends Option> = O['type'] extends 'boolean'
  ? boolean
  : O extends { multiple: true }
    ? string[]
    : string | undefined;

/** The values of the options that were given; a flag that was not is false, a list empty. */
export type Values<O extends Options> = { [Name in keyof O]: ValueOf<O[Name]> };

export interface Call<O extends Options = Options> {
  /** What is no option, in order. */
  operands: string[];
  values: Values<O>;
  terminal: Terminal;
  /** All that there are. */
  commands: Commands;
}

/** By name. */
export type Commands = Readonly<Record<string, Command>>;

export interface Command {
  summary: string;
  /** What follows the name: `<file> [options]`. */
  usage: string;
  /** More than the summary says; paragraphs. */
  about?: string;
  options: Options;
  /** A command line, and what it does. */
  examples: readonly (readonly [string, string])[];
  /** Completes operands with files. */
  takesFiles?: boolean;
  /** Hands all arguments on as they are, options too. */
  raw?: (args: string[]) => Promise<number>;
  /** @returns the exit code */
  run(call: Call): Promise<number>;
}

/** A command whose `run` knows the types of its options' values. */
export function defineCommand<const O extends Options>(
  command: Omit<Command, 'run' | 'options'> & {
    options: O;
    run(call: Call<O>): Promise<number>;
  },
): Command {
  // the values are read by the same table that their types come from
  return command as unknown as Command;
}

/** A call that cannot be taken; the message says what was wrong, and what would be right. */
export class UsageError extends Error {}

/** What commands that call an endpoint share. */
export const endpointOptions = {
  endpoint: {
    type: 'string',
    value: '<url>',
    help: 'the Treadle to talk to [TREADLE_ENDPOINT, AWS_ENDPOINT_URL_SFN, or http://127.0.0.1:8083]',
  },
  region: { type: 'string', value: '<name>', help: 'the region to sign for [AWS_REGION]' },
} as const;

export const jsonOption = {
  json: { type: 'boolean', help: 'print JSON' },
} as const;
