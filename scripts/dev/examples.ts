/** The first start: deploys the examples over the API and runs one of them before the user's eyes. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { isObject, type Json, type JsonObject, parseJson } from '../../core/json.ts';

/** The example that is run. */
const SHOWN = 'order-saga';
const ROLE = 'arn:aws:iam::123456789012:role/treadle-examples';
const POLL_MS = 50;

/** The function folders of the examples. */
export function exampleFunctions(folder: string): string[] {
  return exampleNames(folder)
    .map((name) => join(folder, name, 'functions'))
    .filter((functions) => existsSync(functions));
}

/** Creates a state machine for each example and runs the one that shows most, state by state. */
export async function showExamples(url: string, folder: string): Promise<void> {
  const machines = new Map<string, string>();
  for (const name of exampleNames(folder)) {
    const definition = readFileSync(join(folder, name, 'definition.asl.json'), 'utf8');
    const created = await call(url, 'CreateStateMachine', { name, definition, roleArn: ROLE });
    machines.set(name, String(created.stateMachineArn));
  }
  const shown = machines.has(SHOWN) ? SHOWN : [...machines.keys()][0];
  if (shown === undefined) return;
  console.log(`\nDeployed ${machines.size} examples: ${[...machines.keys()].join(', ')}`);
  await runExample(url, folder, shown, machines.get(shown) ?? '');
}

async function runExample(url: string, folder: string, name: string, arn: string): Promise<void> {
  const inputFile = join(folder, name, 'input.json');
  const input = existsSync(inputFile) ? readFileSync(inputFile, 'utf8') : '{}';
  const started = await call(url, 'StartExecution', { stateMachineArn: arn, input });
  const execution = String(started.executionArn);
  console.log(`Running ${name}:`);
  await followStates(url, execution);
  const { status, output, error, cause } = await call(url, 'DescribeExecution', {
    executionArn: execution,
  });
  const result = status === 'SUCCEEDED' ? output : `${error}: ${cause}`;
  console.log(`${status}: ${result}\n${execution}\n\n${nextSteps(url, execution, arn)}`);
}

/** Prints each state as it is entered, until the execution has ended. */
async function followStates(url: string, executionArn: string): Promise<void> {
  let seen = 0;
  for (;;) {
    const events = await historyOf(url, executionArn);
    for (const event of events.slice(seen)) {
      const details = isObject(event) ? event.stateEnteredEventDetails : undefined;
      if (isObject(details)) console.log(`  → ${details.name}`);
    }
    seen = events.length;
    const last = events.at(-1);
    const type = isObject(last) ? String(last.type) : '';
    if (/^Execution(?:Succeeded|Failed|Aborted|TimedOut)$/.test(type)) return;
    await pause(POLL_MS);
  }
}

async function historyOf(url: string, executionArn: string): Promise<Json[]> {
  const events: Json[] = [];
  let nextToken: Json | undefined;
  do {
    const token: JsonObject = nextToken === undefined ? {} : { nextToken };
    const page = await call(url, 'GetExecutionHistory', { executionArn, ...token });
    events.push(...(Array.isArray(page.events) ? page.events : []));
    nextToken = page.nextToken ?? undefined;
  } while (nextToken !== undefined);
  return events;
}

function nextSteps(url: string, execution: string, machine: string): string {
  const cli = `aws stepfunctions --endpoint-url ${url}`;
  return `See what it did:  ${cli} get-execution-history --execution-arn ${execution}
Run it again:     ${cli} start-execution --state-machine-arn ${machine} --input file://examples/${SHOWN}/input.json
Write your own:   ${cli} create-state-machine --name mine --definition file://mine.asl.json --role-arn ${ROLE}`;
}

function exampleNames(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder).filter((name) =>
    existsSync(join(folder, name, 'definition.asl.json')),
  );
}

/** One call of our API. @throws when it is refused; the message is the API's */
async function call(url: string, operation: string, request: JsonObject): Promise<JsonObject> {
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AWSStepFunctions.${operation}`,
    },
    body: JSON.stringify(request),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${operation} of the examples failed: ${text}`);
  const answer = parseJson(text);
  return isObject(answer) ? answer : {};
}
