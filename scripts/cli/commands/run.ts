/** `treadle run`: runs a definition from its file to its end, in memory. */

import { resolve } from 'node:path';
import { machineNameOf } from '../../../core/local/definition-file.ts';
import { defineCommand, UsageError } from '../command.ts';
import { checkedDefinition, readText } from '../definition.ts';
import { functionFolders, taskOptions } from '../function-folders.ts';
import { jsonArgument } from '../json-argument.ts';
import { type MockChoice, runDefinition } from '../run/run-definition.ts';
import { testCasesIn } from '../run/tasks.ts';

export const run = defineCommand({
  summary: 'run a definition to its end, in memory, without a server',
  usage: '<file> [options]',
  about: `Tasks are done by the functions in --functions, or a folder "functions" beside the file; by mocks; by the endpoints in --endpoint;
or, with --aws, by AWS. The output goes to standard output, and nothing else; progress to standard error. The exit code tells
how the execution ended.`,
  takesFiles: true,
  options: {
    input: {
      type: 'string',
      short: 'i',
      value: '<json>',
      help: 'the input: JSON, @file, or - for standard input [{}]',
    },
    mock: {
      type: 'string',
      value: '<file#case>',
      help: "a test case in a file like Step Functions Local's MockConfigFile.json",
    },
    name: {
      type: 'string',
      value: '<name>',
      help: 'the name of the state machine, by which the mock file knows it [of the file]',
    },
    ...taskOptions,
    'skip-time': { type: 'boolean', help: 'let no time pass: waits and retries take none' },
    quiet: { type: 'boolean', short: 'q', help: 'show no progress' },
    json: { type: 'boolean', help: 'print status, output, error and cause as JSON' },
    events: {
      type: 'string',
      value: 'ndjson',
      choices: ['ndjson'],
      help: 'print the events of the history, a line each, as they happen',
    },
  },
  examples: [
    ['treadle run orders.asl.json --input \'{"orderId": 7}\'', 'runs it with an input'],
    [
      'treadle run orders.asl.yaml --input @order.json --mock mocks.json#Declined',
      'runs it by a test case',
    ],
    [
      'treadle run long.asl.json --skip-time --json | jq .status',
      'does not wait, and prints how it ended',
    ],
  ],
  async run({ operands, values, terminal }) {
    const [file, ...more] = operands;
    if (file === undefined) throw new UsageError('Which definition? treadle run <file>');
    if (more.length > 0) throw new UsageError(`treadle run takes one file, not ${more[0]} too.`);
    if (values.json && values.events !== undefined) {
      throw new UsageError('--json and --events exclude each other.');
    }
    const { json } = await checkedDefinition(file, terminal.style);
    const own = values.name ?? machineNameOf(resolve(file));
    const mock = values.mock === undefined ? undefined : mockOf(values.mock, own);
    return runDefinition({
      definition: json,
      name: mock?.machine ?? own,
      input: await jsonArgument(values.input ?? '{}', '--input', terminal),
      ...(mock && { mock }),
      functions: functionFolders(file, values.functions),
      endpoints: values.endpoint,
      aws: values.aws,
      skipsTime: values['skip-time'],
      shows: values.events !== undefined ? 'events' : values.json ? 'json' : 'output',
      isQuiet: values.quiet,
      terminal,
    });
  },
});

/** The machine that has the case is this one, or the only one that has it. */
function mockOf(given: string, machine: string): MockChoice {
  const hash = given.lastIndexOf('#');
  if (hash <= 0 || hash === given.length - 1) {
    throw new UsageError(`--mock takes <file>#<case>, not "${given}".`);
  }
  const file = given.slice(0, hash);
  const testCase = given.slice(hash + 1);
  const cases = casesIn(file);
  const having = [...cases].filter(([, names]) => names.includes(testCase)).map(([name]) => name);
  if (having.includes(machine)) return { file, testCase, machine };
  const [only, ...others] = having;
  if (only !== undefined && others.length === 0) return { file, testCase, machine: only };
  const known = [...cases].flatMap(([name, names]) => names.map((each) => `${name}#${each}`));
  throw new UsageError(
    only === undefined
      ? `${file} has no test case ${testCase}, only ${known.join(', ') || 'none'}.`
      : `${file} has ${testCase} for ${having.join(' and ')}: say which by --name.`,
  );
}

function casesIn(file: string): Map<string, string[]> {
  const text = readText(file);
  try {
    return testCasesIn(text);
  } catch {
    return new Map();
  }
}
