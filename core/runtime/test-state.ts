/** Tries one state by itself: what it does with an input, with its work done or mocked. */

import type { Failure } from '../asl/errors.ts';
import type { MapState, State } from '../asl/types.ts';
import { attempt, finish, type Outcome } from '../engine/attempt.ts';
import type { Command } from '../engine/commands.ts';
import type { Env } from '../engine/decision.ts';
import type { Event } from '../engine/events.ts';
import type { Current, Execution } from '../engine/execution.ts';
import { expressId } from '../engine/execution-id.ts';
import { type Inspection, inspectEntry, inspectResult } from '../engine/inspect-state.ts';
import { type Judgement, judge } from '../engine/judge-outcome.ts';
import { type Machine, stateOf } from '../engine/machine.ts';
import { scopeOf } from '../engine/state-scope.ts';
import type { StateScope } from '../engine/states/type.ts';
import type { HttpTrace } from '../integrations/integration.ts';
import type { Json, JsonObject } from '../json.ts';
import type { TaskRequest, Tasks } from '../ports.ts';
import { taskProblem } from './prepare-call.ts';
import { LONGEST_EXPRESS_MS } from './run-express.ts';
import { runTask } from './run-task.ts';
import { MachineCache, type Runtime } from './runtime.ts';
import { testContext } from './test-context.ts';

export interface StateTest {
  machine: Machine;
  state: string;
  input: Json;
  /** What the context object calls the execution. */
  execution: string;
  /** Stands for the context object. */
  context?: JsonObject;
  variables: JsonObject;
  mock?: Mock;
  /** How often the Retrier that takes the failure has retried. */
  retries: number;
  /** How many iterations of a Map have failed. */
  failedIterations: number;
  /** What is wanted of the call of an HTTP Task. */
  trace?: NonNullable<TaskRequest['trace']>;
  /** Stands for what the ItemReader of a Map reads. */
  readItems?: Json[];
}

/** What the state's work is to bring. */
export type Mock = { result: Json } | { failure: Failure };

export interface StateTestResult extends Judgement, Pick<Inspection, 'documents' | 'numbers'> {
  trace?: HttpTrace;
}

/** More iterations of a Map are said to have failed than it has. */
export class TooManyFailures extends Error {}

/** A state at the beginning of its test. */
interface Trial {
  state: State;
  env: Env;
  execution: Execution;
  /** Made anew for each evaluation, so that all draw the same random numbers. */
  scope(waiting?: Current['waiting']): StateScope;
}

/** The outcome of a state, and what its work brought on the way. */
interface Tried {
  outcome: Outcome;
  result?: Json;
}

/** @throws {TooManyFailures} */
export async function testState(runtime: Runtime, test: StateTest): Promise<StateTestResult> {
  const trial = trialOf(runtime, test);
  const { state, scope } = trial;
  const entry = await inspectEntry(state, scope());
  const traces: HttpTrace[] = [];
  const own = await runtimeOf(runtime, test, traces);
  const entered = await enter(own, trial, test.mock !== undefined);
  const { outcome, result } = test.mock
    ? await mocked(trial, test, test.mock, entered, entry)
    : await worked(own, trial, entered, entry);
  const judgement = await judge(state, scope(), outcome, test.retries);
  const variables = { ...test.variables, ...judgement.assigned };
  return {
    ...judgement,
    ...(traces[0] && { trace: traces[0] }),
    numbers: entry.numbers,
    documents: {
      input: test.input,
      ...entry.documents,
      ...(result !== undefined && (await inspectResult(state, scope(), result))),
      ...(Object.keys(variables).length > 0 && { variables }),
    },
  };
}

/** Enters the state; a Task whose call cannot be made fails at that. */
async function enter(
  runtime: Runtime,
  { state, env, execution, scope }: Trial,
  isMocked: boolean,
): Promise<Outcome> {
  const reached = { type: 'StateReached' } as const;
  const entered = await attempt(state, scope(), reached, env);
  if (isMocked || entered.type !== 'waiting') return entered;
  const start = entered.commands.find((command) => command.type === 'StartTask');
  const unusable = start && (await taskProblem(runtime, execution, start));
  return unusable === undefined ? entered : attempt(state, { ...scope(), unusable }, reached, env);
}

/** The machine of a test is in no store. @param traces takes what its HTTP Task sent and got, where that is wanted */
async function runtimeOf(
  runtime: Runtime,
  { machine, trace }: StateTest,
  traces: HttpTrace[],
): Promise<Runtime> {
  const machines = new MachineCache(1);
  await machines.get(machine.name, machine.revision, async () => machine);
  if (trace === undefined) return { ...runtime, machines };
  const { tasks } = runtime.ports;
  const call: Tasks['call'] = async (request) => {
    const response = await tasks.call({ ...request, trace });
    if (response.type === 'answered' && response.trace) traces.push(response.trace);
    return response;
  };
  return { ...runtime, machines, ports: { ...runtime.ports, tasks: { ...tasks, call } } };
}

function trialOf({ ports, settings }: Runtime, test: StateTest): Trial {
  const { machine, input } = test;
  const now = ports.clock.now();
  const { home, payloadLimit } = settings;
  const env: Env = {
    now,
    home,
    executionInput: input,
    ...(payloadLimit !== undefined && { payloadLimit }),
  };
  const current: Current = {
    name: test.state,
    input,
    enteredAt: now,
    enteredEventId: 2,
    retries: [test.retries],
  };
  const execution: Execution = {
    id: expressId(machine.name, test.execution, 'test'),
    revision: machine.revision,
    startedAt: now,
    status: 'RUNNING',
    current,
    variables: test.variables,
    lastEventId: 2,
  };
  const context = test.context ?? testContext(machine, execution, current, env);
  return {
    state: inlineForm(stateOf(machine, test.state), test.readItems),
    env,
    execution,
    scope: (waiting) => {
      const at = waiting ? { ...current, waiting } : current;
      const scope = scopeOf(machine, { state: execution, step: 0 }, at, env);
      return { ...scope, data: { ...scope.data, context } };
    },
  };
}

/** A Map whose iterations are mocked runs none: where they would run, and who writes their results, is all the same. */
function inlineForm(state: State, readItems: Json[] = []): State {
  if (state.Type !== 'Map') return state;
  const { ItemReader, ItemBatcher: _, ResultWriter: __, ItemProcessor, ...rest } = state;
  const inline: MapState = { ...rest, ...(ItemReader && { Items: readItems }) };
  if (ItemProcessor) {
    const { ProcessorConfig: _, ...processor } = ItemProcessor;
    inline.ItemProcessor = processor;
  }
  return inline;
}

/** The state does what it does; only a Wait does not wait. */
async function worked(
  runtime: Runtime,
  { state, env, execution, scope }: Trial,
  entered: Outcome,
  { documents }: Inspection,
): Promise<Tried> {
  if (entered.type === 'done' && state.Type === 'Pass') {
    const result = state.Result ?? documents.afterParameters;
    return { outcome: entered, ...(result !== undefined && { result }) };
  }
  if (entered.type !== 'waiting') return { outcome: entered };
  const event = await eventAfter(runtime, execution, entered.commands);
  const outcome = await attempt(state, scope(entered.waiting), event, env);
  return event.type === 'TaskSucceeded' ? { outcome, result: event.output } : { outcome };
}

async function eventAfter(runtime: Runtime, state: Execution, commands: Command[]): Promise<Event> {
  const start = commands.find((command) => command.type === 'StartTask');
  if (!start) return { type: 'TimerFired' };
  const committedAt = runtime.ports.clock.now();
  const record = { step: 1, state, history: [], commands, committedBy: state.id, committedAt };
  const timeoutSeconds = Math.min(start.timeoutSeconds ?? Infinity, LONGEST_EXPRESS_MS / 1000);
  const outcome = await runTask(runtime, record, { ...start, timeoutSeconds }, 'first');
  if (!outcome) throw new Error(`a test cannot wait for ${start.resource}`);
  return outcome;
}

/** The mock stands for the work of a state that has been entered well. */
async function mocked(
  { state, env, scope }: Trial,
  { failedIterations }: StateTest,
  mock: Mock,
  entered: Outcome,
  entry: Inspection,
): Promise<Tried> {
  if (entered.type === 'failed' || entered.type === 'fatal') return { outcome: entered };
  if ('failure' in mock) return { outcome: { type: 'failed', failure: mock.failure } };
  const { result } = mock;
  if (exceedsTolerance(entry, failedIterations, result)) {
    const cause = 'The specified tolerated failure threshold was exceeded';
    const failure = { error: 'States.ExceedToleratedFailureThreshold', cause };
    return { outcome: { type: 'failed', failure } };
  }
  const next = entered.type === 'done' ? entered.next : undefined;
  const reply = { type: 'done', result, ...(next !== undefined && { next }) } as const;
  return { outcome: await finish(state, scope(), reply, env), result };
}

/** @throws {TooManyFailures} */
function exceedsTolerance({ items, numbers }: Inspection, failed: number, result: Json): boolean {
  const count = items?.length || (Array.isArray(result) ? result.length : 0);
  if (failed > count && items) throw new TooManyFailures();
  const { toleratedFailureCount = Infinity, toleratedFailurePercentage = Infinity } = numbers;
  return failed > toleratedFailureCount || (failed / count) * 100 > toleratedFailurePercentage;
}
