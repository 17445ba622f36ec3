/** A definition that a command is given, read and checked, its problems shown where they stand. */

import { readFileSync } from 'node:fs';
import type { Definition } from '../../core/asl/types.ts';
import {
  isRefused,
  type Problem,
  type StateMachineType,
  validate,
} from '../../core/asl/validate/index.ts';
import { codeFrame } from '../../core/local/code-frame.ts';
import {
  type DefinitionFile,
  type Position,
  parseDefinitionText,
} from '../../core/local/definition-file.ts';
import { UsageError } from './command.ts';
import { EXIT } from './exit-codes.ts';
import { ExpectedError } from './expected-error.ts';
import type { Style } from './terminal.ts';

/** A problem with its place in the file. */
export type PlacedProblem = Problem & Position;

export interface CheckedFile {
  path: string;
  text: string;
  problems: PlacedProblem[];
  isRefused: boolean;
  /** JSON, where the file is JSON or YAML at all. */
  json?: string;
  definition?: Definition;
}

/** @throws {UsageError} when there is no such file */
export function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') throw new UsageError(`There is no file ${path}.`);
    throw new UsageError(
      `${path} cannot be read: ${error instanceof Error ? error.message : error}`,
    );
  }
}

/** Checks the text of a file; its name says whether it is JSON or YAML. */
export async function checkText(
  path: string,
  text: string,
  type: StateMachineType,
): Promise<CheckedFile> {
  const file = parseDefinitionText(text, /\.ya?ml$/i.test(path) ? 'yaml' : 'json');
  if (file.json === undefined)
    return { path, text, problems: [syntaxProblem(file)], isRefused: true };
  const { problems, definition } = await validate(file.json, type);
  const placed = problems.map((problem) => ({ ...problem, ...file.locate(placeOf(problem)) }));
  return {
    path,
    text,
    json: file.json,
    problems: placed,
    isRefused: isRefused(problems),
    ...(definition && { definition }),
  };
}

/** Of a field that there should not be, the place is that of its owner: the field itself is easier to find. */
function placeOf({ message, location }: Problem): string | undefined {
  const [, field] = /^Field '(.+)' is not supported$/.exec(message) ?? [];
  return field === undefined || location === undefined ? location : `${location}/${field}`;
}

/** @throws {ExpectedError} with the problems, where it cannot be run */
export async function checkedDefinition(
  path: string,
  style: Style,
): Promise<{ json: string; definition: Definition }> {
  const file = await checkText(path, readText(path), 'STANDARD');
  const { json, definition } = file;
  if (json !== undefined && definition && !file.isRefused) return { json, definition };
  const errors = file.problems.filter(({ severity }) => severity === 'ERROR');
  const told = errors.map((problem) => describeProblem(file, problem, style)).join('\n\n');
  throw new ExpectedError(`${path} is no valid definition.\n\n${told}`, EXIT.INVALID_DEFINITION);
}

/** A problem as compilers show theirs. */
export function describeProblem(
  { path, text }: Pick<CheckedFile, 'path' | 'text'>,
  { severity, code, message, location, line, column }: PlacedProblem,
  style: Style,
): string {
  const colour = severity === 'ERROR' ? 'red' : 'yellow';
  const place = style('bold', `${path}:${line}:${column}`);
  const at = location?.startsWith('/') ? style('dim', ` at ${location}`) : '';
  // Behind the message Jackson repeats the whole source.
  const said = message.split('\n at [Source')[0];
  return `${place} ${style(colour, severity.toLowerCase())} ${code}: ${said}${at}\n${codeFrame(text, { line, column })}`;
}

function syntaxProblem({ problem }: DefinitionFile): PlacedProblem {
  const { message = '', line = 1, column = 1 } = problem ?? {};
  return {
    severity: 'ERROR',
    code: 'INVALID_JSON_DESCRIPTION',
    message,
    line,
    column: Math.max(1, column - 1),
  };
}
