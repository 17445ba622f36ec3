/** Definitions as tests hand them over: a literal, or the path of a JSON or YAML file. */

import { fileURLToPath } from 'node:url';
import type { Definition } from '../asl/types.ts';
import { isRefused, validate } from '../asl/validate/index.ts';
import { codeFrame } from '../local/code-frame.ts';
import { machineNameOf, readDefinitionFile } from '../local/definition-file.ts';

/** A literal such as `defineMachine` returns, or a file. */
export type DefinitionSource = object | string | URL;

/** What is wrong with a definition, with the places where it stands in its file. */
export class DefinitionError extends Error {}

export interface CheckedDefinition {
  /** JSON. */
  text: string;
  definition: Definition;
}

/** The name of a state machine that nobody gave one. */
export function nameOfSource(source: DefinitionSource): string {
  return typeof source === 'string' || source instanceof URL
    ? machineNameOf(String(source))
    : 'machine';
}

/**
 * @param type what kind of state machine it is to be
 * @throws {DefinitionError}
 */
export async function checkSource(
  source: DefinitionSource,
  type: 'STANDARD' | 'EXPRESS',
): Promise<CheckedDefinition> {
  const file = fileOf(source);
  const at = (location: string | undefined) => {
    if (!file) return '';
    const place = file.locate(location);
    return `\n${file.path}:${place.line}:${place.column}\n${codeFrame(file.text, place)}`;
  };
  if (file?.problem) {
    const { problem, path, text } = file;
    throw new DefinitionError(
      `${problem.message}\n${path}:${problem.line}:${problem.column}\n${codeFrame(text, problem)}`,
    );
  }
  const text = file?.json ?? JSON.stringify(source);
  const { problems, definition } = await validate(text, type);
  if (definition && !isRefused(problems)) return { text, definition };
  const told = problems
    .filter(({ severity }) => severity === 'ERROR')
    .map(
      ({ code, message, location }) => `${code}: ${message} at ${location ?? '/'}${at(location)}`,
    );
  throw new DefinitionError(told.join('\n\n'));
}

function fileOf(source: DefinitionSource) {
  if (typeof source !== 'string' && !(source instanceof URL)) return undefined;
  const path = source instanceof URL ? fileURLToPath(source) : source;
  return { path, ...readDefinitionFile(path) };
}
