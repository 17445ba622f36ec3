/** `treadle test-state`: tries one state of a definition by itself, as TestState does. */

import { randomUUID } from 'node:crypto';
import { dispatch } from '../../../core/api/dispatch.ts';
import { isObject, type JsonObject, parsePlainJson } from '../../../core/json.ts';
import { MemoryWorld } from '../../../core/local/memory-world.ts';
import { realTime } from '../../../core/local/world-time.ts';
import { defineCommand, UsageError } from '../command.ts';
import { checkText, describeProblem, readText } from '../definition.ts';
import { EXIT } from '../exit-codes.ts';
import { ExpectedError } from '../expected-error.ts';
import { functionFolders, taskOptions } from '../function-folders.ts';
import { jsonArgument } from '../json-argument.ts';
import { createRunTasks } from '../run/tasks.ts';
import type { Terminal } from '../terminal.ts';

const ACCOUNT = '123456789012';

const options = {
  state: {
    type: 'string',
    short: 's',
    value: '<name>',
    help: 'the state, where the file holds a state machine',
  },
  input: {
    type: 'string',
    short: 'i',
    value: '<json>',
    help: 'the input: JSON, @file, or - for standard input [{}]',
  },
  variables: { type: 'string', value: '<json>', help: 'the variables that there are before it' },
  context: { type: 'string', value: '<json>', help: 'the context object that it sees' },
  'mock-result': { type: 'string', value: '<json>', help: 'what its work brings' },
  'mock-error': { type: 'string', value: '<error: cause>', help: 'how its work fails' },
  retries: { type: 'string', value: '<number>', help: 'how often it was retried before' },
  level: {
    type: 'string',
    value: '<level>',
    choices: ['INFO', 'DEBUG', 'TRACE'],
    help: 'how much to tell of what happened inside [INFO]',
  },
  ...taskOptions,
} as const;

export const testState = defineCommand({
  summary: 'try one state by itself, with its work done or mocked',
  usage: '<file> [options]',
  about: `The file holds a state, or a state machine with it. The answer is that of the API's TestState. The exit code is 0 where the state
succeeds or catches its failure, and 1 where it fails or would be retried.`,
  takesFiles: true,
  options,
  examples: [
    [
      "treadle test-state orders.asl.json -s Pay --mock-error 'Payment.Busy: later'",
      'says whether Pay retries, catches or fails',
    ],
    [
      'treadle test-state orders.asl.json -s Sum -i \'{"a": 1}\' --level DEBUG',
      'shows each stage of the data',
    ],
  ],
  async run({ operands: [file], values, terminal }) {
    if (file === undefined) throw new UsageError('Which definition? treadle test-state <file>');
    const home = {
      partition: 'aws',
      region: terminal.env.AWS_REGION ?? 'us-east-1',
      account: ACCOUNT,
    };
    const tasks = createRunTasks({
      home,
      functions: functionFolders(file, values.functions),
      endpoints: values.endpoint,
      aws: values.aws,
      env: terminal.env,
      log: (text) => terminal.write(text),
      describe: () => 'The state calls a service',
    });
    const { runtime } = new MemoryWorld({ home, time: realTime(), tasks });
    const context = { runtime, newId: randomUUID, random: Math.random };
    try {
      const request = await requestOf(file, values, terminal);
      const answer = await dispatch(context, 'AWSStepFunctions.TestState', JSON.stringify(request));
      if (answer.fault !== undefined) throw answer.fault;
      return told(parsePlainJson(answer.body), terminal);
    } finally {
      await tasks.close();
    }
  },
});

type Given = Readonly<Record<keyof typeof options, string | boolean | string[] | undefined>>;

async function requestOf(file: string, values: Given, terminal: Terminal): Promise<JsonObject> {
  const json = async (option: 'input' | 'variables' | 'context' | 'mock-result') => {
    const given = values[option];
    return typeof given === 'string' ? jsonArgument(given, `--${option}`, terminal) : undefined;
  };
  const { state, level, retries, 'mock-error': error } = values;
  const request: Record<string, JsonObject[string] | undefined> = {
    definition: await definitionText(file, terminal),
    roleArn: `arn:aws:iam::${ACCOUNT}:role/treadle-test`,
    inspectionLevel: level === undefined ? 'INFO' : String(level),
    stateName: state === undefined ? undefined : String(state),
    input: await json('input'),
    variables: await json('variables'),
    context: await json('context'),
    stateConfiguration:
      retries === undefined ? undefined : { retrierRetryCount: retriesOf(String(retries)) },
    mock: mockOf(await json('mock-result'), error === undefined ? undefined : String(error)),
  };
  return Object.fromEntries(
    Object.entries(request).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])),
  );
}

function retriesOf(given: string): number {
  if (/^\d+$/.test(given)) return Number(given);
  throw new UsageError(`--retries takes a whole number, not "${given}".`);
}

function mockOf(result: string | undefined, error: string | undefined): JsonObject | undefined {
  if (result !== undefined && error !== undefined) {
    throw new UsageError('--mock-result and --mock-error exclude each other.');
  }
  if (result !== undefined) return { result };
  if (error === undefined) return undefined;
  const [name = '', ...cause] = error.split(': ');
  return { errorOutput: { error: name, ...(cause.length > 0 && { cause: cause.join(': ') }) } };
}

/** @throws {ExpectedError} where the file is neither JSON nor YAML */
async function definitionText(file: string, { style }: Terminal): Promise<string> {
  const checked = await checkText(file, readText(file), 'STANDARD');
  if (checked.json !== undefined) return checked.json;
  const told = checked.problems.map((problem) => describeProblem(checked, problem, style));
  throw new ExpectedError(told.join('\n'), EXIT.INVALID_DEFINITION);
}

function told(answer: unknown, terminal: Terminal): number {
  const {
    __type: refusal,
    message,
    status,
  } = isObject(answer as JsonObject) ? (answer as JsonObject) : {};
  if (refusal !== undefined) {
    const code = String(refusal).replace(/^.*#/, '');
    throw new ExpectedError(
      `${code}: ${message}`,
      code === 'InvalidDefinition' ? EXIT.INVALID_DEFINITION : EXIT.USAGE,
    );
  }
  terminal.print(JSON.stringify(answer, undefined, 2));
  return status === 'SUCCEEDED' || status === 'CAUGHT_ERROR' ? EXIT.SUCCEEDED : EXIT.FAILED;
}
