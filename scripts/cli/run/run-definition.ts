/** One run of a definition in memory, from the start of the world to its exit code. */

import { randomUUID } from 'node:crypto';
import { shownEvent } from '../../../core/api/history-event.ts';
import { type Execution, hasEnded } from '../../../core/engine/execution.ts';
import type { StepRecord } from '../../../core/engine/step-record.ts';
import { parseJson, textOf } from '../../../core/json.ts';
import { MemoryWorld } from '../../../core/local/memory-world.ts';
import { MockConfigError, readMockConfig } from '../../../core/local/mock-config.ts';
import { realTime, virtualTime } from '../../../core/local/world-time.ts';
import type { Mocks, TaskRequest } from '../../../core/ports.ts';
import { UsageError } from '../command.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import type { Terminal } from '../terminal.ts';
import { noProgress, showProgress } from './progress.ts';
import { createRunTasks } from './tasks.ts';

export interface MockChoice {
  file: string;
  testCase: string;
  machine: string;
}

export interface RunRequest {
  /** JSON, checked. */
  definition: string;
  name: string;
  /** JSON. */
  input: string;
  mock?: MockChoice;
  functions: string[];
  endpoints: string[];
  aws: boolean;
  skipsTime: boolean;
  shows: 'output' | 'json' | 'events';
  isQuiet: boolean;
  terminal: Terminal;
}

const ACCOUNT = '123456789012';

/** @returns the exit code */
export async function runDefinition(request: RunRequest): Promise<number> {
  const { terminal, mock, name } = request;
  const region = terminal.env.AWS_REGION ?? 'us-east-1';
  const home = { partition: 'aws', region, account: ACCOUNT };
  const time = request.skipsTime ? virtualTime(Date.now()) : realTime();
  const progress = request.isQuiet ? noProgress : showProgress(terminal, time.now);
  const executions = new Map<string, Execution>();
  const tasks = createRunTasks({
    ...request,
    home,
    env: terminal.env,
    log: (text) => progress.line(text),
    describe: (call) => describeCall(executions, call),
  });
  const world = new MemoryWorld({
    home,
    time,
    tasks,
    ...(mock && { mocks: mocksOf(mock) }),
    observe(record) {
      executions.set(record.state.id, record.state);
      progress.observe(record);
      if (request.shows === 'events') printEvents(record, terminal);
    },
  });
  const begin = time.now();
  let wasInterrupted = false;
  try {
    await world.addMachine({
      name,
      definition: request.definition,
      roleArn: `arn:aws:iam::${ACCOUNT}:role/treadle-run`,
    });
    const id = await world.start(name, randomUUID(), parseJson(request.input), mock?.testCase);
    const release = terminal.onInterrupt(() => {
      wasInterrupted = true;
      void world.stop(id, { error: 'Interrupted', cause: 'by Ctrl-C' });
    });
    const current = () => executions.get(id);
    const isOver = () => {
      const execution = current();
      return execution !== undefined && hasEnded(execution);
    };
    const ended = await world.run(isOver);
    release();
    progress.end();
    const execution = current();
    if (!ended || !execution) throw new UsageError(standstill(executions));
    show(request, execution, time.now() - begin);
    return wasInterrupted ? EXIT.INTERRUPTED : exitCodeOf(execution.status);
  } catch (error) {
    progress.end();
    throw error;
  } finally {
    world.close();
    await tasks.close();
  }
}

function mocksOf({ file }: MockChoice): Mocks {
  try {
    return readMockConfig(file);
  } catch (error) {
    if (error instanceof MockConfigError) throw new UsageError(error.message);
    throw error;
  }
}

function describeCall(
  executions: ReadonlyMap<string, Execution>,
  { service, action, idempotencyKey }: TaskRequest,
): string {
  const execution = executions.get(idempotencyKey.replace(/#\d+$/, ''));
  const call = `${service}:${action.charAt(0).toLowerCase()}${action.slice(1)}`;
  return execution?.current
    ? `State '${execution.current.name}' calls ${call}`
    : `A Task calls ${call}`;
}

function standstill(executions: ReadonlyMap<string, Execution>): string {
  const names = [...executions.values()].flatMap(({ current }) =>
    current?.waiting?.for === 'task' && current.waiting.attempt !== undefined ? [current.name] : [],
  );
  const who = names.map((name) => `'${name}'`).join(', ');
  return `The execution stands still: ${who} waits for an answer that nobody can give in memory. Give it one by --mock <file>#<case>.`;
}

function printEvents({ state, history, committedAt }: StepRecord, terminal: Terminal): void {
  for (const event of history) {
    const placed = { id: 0, previousEventId: 0, timestamp: committedAt, event };
    const { id: _, previousEventId: __, timestamp: ___, ...shown } = shownEvent(placed, true);
    const timestamp = new Date(committedAt).toISOString();
    terminal.print(JSON.stringify({ timestamp, execution: state.id, ...shown }));
  }
}

function show({ shows, terminal }: RunRequest, execution: Execution, ms: number): void {
  const { status, output, failure } = execution;
  if (shows === 'json') {
    const told = {
      status,
      ...(output !== undefined && { output: null }),
      ...(failure?.error !== undefined && { error: failure.error }),
      ...(failure?.cause !== undefined && { cause: failure.cause }),
      seconds: ms / 1000,
    };
    // The output keeps the text that it has: numbers as they were written.
    const text = JSON.stringify(told);
    terminal.print(
      output === undefined
        ? text
        : text.replace('"output":null', () => `"output":${textOf(output)}`),
    );
    return;
  }
  if (shows === 'output' && output !== undefined) terminal.print(textOf(output));
  if (status === 'SUCCEEDED') return;
  const { style } = terminal;
  const reason = [failure?.error, failure?.cause].filter((part) => part).join(': ');
  terminal.note(`${style('red', status)}${reason === '' ? '' : ` ${reason}`}`);
}
