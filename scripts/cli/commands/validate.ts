/** `treadle validate`: checks definitions, and shows what is wrong where it stands. */

import { globSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { isDefinitionName } from '../../../core/local/definition-file.ts';
import { defineCommand, jsonOption, UsageError } from '../command.ts';
import { type CheckedFile, checkText, describeProblem, readText } from '../definition.ts';
import { EXIT } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';

export const validate = defineCommand({
  summary: 'check definitions, and show what is wrong where it stands',
  usage: '<file, glob or folder>... [options]',
  about: 'Folders are searched for *.asl.json, *.asl.yaml and *.asl.yml. Warnings do not fail it.',
  takesFiles: true,
  options: {
    ...jsonOption,
    express: { type: 'boolean', help: 'check them as Express state machines' },
  },
  examples: [
    ['treadle validate orders.asl.json', 'checks one file'],
    ["treadle validate machines 'more/**/*.asl.yaml'", 'checks a folder, and what a pattern finds'],
    ['treadle validate . --json', 'prints all problems as JSON, for tools'],
  ],
  async run({ operands, values, terminal }) {
    if (operands.length === 0)
      throw new UsageError('Which definitions? Name files, globs or folders.');
    const files = [...new Set(operands.flatMap(filesOf))];
    const type = values.express ? 'EXPRESS' : 'STANDARD';
    const checked: CheckedFile[] = [];
    for (const path of files) checked.push(await checkText(path, readText(path), type));
    if (values.json) terminal.print(JSON.stringify(checked.flatMap(listed), undefined, 2));
    else show(checked, terminal);
    return checked.some(({ isRefused }) => isRefused) ? EXIT.INVALID_DEFINITION : EXIT.SUCCEEDED;
  },
});

/** @throws {UsageError} when there is nothing of that name */
function filesOf(operand: string): string[] {
  const stats = statSync(operand, { throwIfNoEntry: false });
  if (stats?.isFile()) return [operand];
  const found = stats
    ? globSync('**/*', { cwd: operand, exclude: ['**/node_modules'] })
        .filter(isDefinitionName)
        .map((file) => join(operand, file))
    : globSync(operand).filter((file) => statSync(file).isFile());
  if (found.length > 0) return found.sort();
  throw new UsageError(
    stats
      ? `There is no *.asl.json, *.asl.yaml or *.asl.yml in ${operand}.`
      : `There is no file ${operand}.`,
  );
}

function show(checked: CheckedFile[], terminal: Terminal): void {
  const { style } = terminal;
  for (const file of checked) {
    for (const problem of file.problems)
      terminal.print(`${describeProblem(file, problem, style)}\n`);
  }
  const count = (severity: string) =>
    checked.flatMap(({ problems }) => problems).filter((problem) => problem.severity === severity)
      .length;
  const errors = count('ERROR');
  const summary = `${checked.length} checked, ${errors} errors, ${count('WARNING')} warnings`;
  terminal.note(style(errors > 0 ? 'red' : 'green', summary));
}

function listed({ path, problems }: CheckedFile) {
  return problems.map((problem) => ({ file: path, ...problem }));
}
