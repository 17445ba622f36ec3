/** The definitions of a folder, their values put in, each checked. */

import { globSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { codeFrame } from '../../../core/local/code-frame.ts';
import { isDefinitionName, machineNameOf } from '../../../core/local/definition-file.ts';
import { UsageError } from '../command.ts';
import { checkText, describeProblem, readText } from '../definition.ts';
import { EXIT } from '../exit-codes.ts';
import { ExpectedError } from '../expected-error.ts';
import type { Style } from '../terminal.ts';
import { substitute } from './substitute.ts';

export interface DeployedFile {
  path: string;
  /** The state machine's name. */
  name: string;
  type: 'STANDARD' | 'EXPRESS';
  /** JSON. */
  definition: string;
}

/**
 * @param express the names of the Express state machines
 * @throws {UsageError} when there is none, a name is given twice, or a value is missing
 * @throws {ExpectedError} when one is invalid; then none is deployed
 */
export async function readFolder(
  folder: string,
  values: ReadonlyMap<string, string>,
  express: readonly string[],
  style: Style,
): Promise<DeployedFile[]> {
  const files: DeployedFile[] = [];
  const problems: string[] = [];
  for (const path of definitionsIn(folder)) {
    const name = machineNameOf(resolve(path));
    const type = express.includes(name) ? 'EXPRESS' : 'STANDARD';
    const twin = files.find((file) => file.name === name);
    if (twin) throw new UsageError(`${twin.path} and ${path} both name the state machine ${name}.`);
    const text = replaced(path, readText(path), values);
    const checked = await checkText(path, text, type);
    for (const problem of checked.problems) {
      if (problem.severity === 'ERROR') problems.push(describeProblem(checked, problem, style));
    }
    files.push({ path, name, type, definition: checked.json ?? '' });
  }
  const unknown = express.find((name) => !files.some((file) => file.name === name));
  if (unknown !== undefined) {
    throw new UsageError(`--express ${unknown}: there is no definition of that name in ${folder}.`);
  }
  if (problems.length === 0) return files;
  throw new ExpectedError(
    `Nothing was deployed.\n\n${problems.join('\n\n')}`,
    EXIT.INVALID_DEFINITION,
  );
}

function definitionsIn(folder: string): string[] {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats?.isFile()) return [folder];
  if (!stats) throw new UsageError(`There is no folder ${folder}.`);
  const found = globSync('**/*', { cwd: folder, exclude: ['**/node_modules'] })
    .filter(isDefinitionName)
    .sort();
  if (found.length > 0) return found.map((file) => join(folder, file));
  throw new UsageError(`There is no *.asl.json, *.asl.yaml or *.asl.yml in ${folder}.`);
}

function replaced(path: string, text: string, values: ReadonlyMap<string, string>): string {
  const { text: result, missing } = substitute(
    text,
    values,
    /\.ya?ml$/i.test(path) ? 'yaml' : 'json',
  );
  if (missing.length === 0) return result;
  const told = missing.map(
    (place) =>
      `${path}:${place.line}:${place.column}: \${${place.name}} has no value: give it by --param ${place.name}=…\n${codeFrame(text, place)}`,
  );
  throw new UsageError(told.join('\n\n'));
}
