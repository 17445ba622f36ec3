/** Reads the arguments of a command. */

import { parseArgs } from 'node:util';
import { closest } from '../../core/local/closest.ts';
import { type Command, type Option, UsageError } from './command.ts';

export interface Arguments {
  operands: string[];
  values: Record<string, string | boolean | string[] | undefined>;
  help: boolean;
}

/** @throws {UsageError} naming the option that is unknown or has no proper value */
export function readArguments(name: string, command: Command, args: string[]): Arguments {
  const options: Record<string, Option> = { ...command.options, help: HELP };
  const { tokens } = parseArgs({
    args,
    options: Object.fromEntries(
      Object.entries(options).map(([option, { type, short }]) => [
        option,
        { type, ...(short !== undefined && { short }) },
      ]),
    ),
    allowPositionals: true,
    strict: false,
    tokens: true,
  });
  const values: Arguments['values'] = {};
  for (const [option, { type, multiple }] of Object.entries(options)) {
    values[option] = multiple ? [] : type === 'boolean' ? false : undefined;
  }
  const operands: string[] = [];
  for (const token of tokens) {
    if (token.kind === 'positional') operands.push(token.value);
    if (token.kind !== 'option') continue;
    const option = Object.hasOwn(options, token.name) ? options[token.name] : undefined;
    if (!option) throw unknownOption(name, token.rawName, Object.keys(options));
    const given = values[token.name];
    const value = valueGiven(token.rawName, option, token.value);
    values[token.name] = Array.isArray(given) ? [...given, String(value)] : value;
  }
  return { operands, values, help: values.help === true };
}

const HELP: Option = { type: 'boolean', short: 'h', help: 'this text' };

function valueGiven(rawName: string, option: Option, given: string | undefined): string | boolean {
  if (option.type === 'boolean') {
    if (given === undefined) return true;
    throw new UsageError(`${rawName} takes no value.`);
  }
  if (given === undefined || given === '') {
    throw new UsageError(`${rawName} takes a value: ${rawName} ${option.value ?? '<value>'}`);
  }
  if (option.choices && !option.choices.includes(given)) {
    throw new UsageError(`${rawName} takes ${option.choices.join(' or ')}, not "${given}".`);
  }
  return given;
}

function unknownOption(command: string, given: string, known: string[]): UsageError {
  const near = closest(given.replace(/^-+/, ''), known);
  const hint = near === undefined ? '' : ` Did you mean --${near}?`;
  return new UsageError(`treadle ${command} has no option ${given}.${hint}`);
}
