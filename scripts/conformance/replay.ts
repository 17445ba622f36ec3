/** Replaying one case: its steps in order against an endpoint, and what was answered under each expected key. */

import { setTimeout as wait } from 'node:timers/promises';
import { isObject, type Json, type JsonObject, setKey } from '../../core/json.ts';
import { CAPTURED_TOKEN, taskTokenIn, withMessage } from './captured-token.ts';
import type { AwaitStep, CallStep, Case, ClientErrorStep, MatchStep, Step } from './case.ts';
import { derivations, type Seen } from './derive.ts';
import {
  learnGiven,
  madeUpNames,
  newTranslation,
  type Translation,
  translate,
} from './identifiers.ts';
import { moveMoments } from './moments.ts';
import { ownEntries, presented, shapedLike } from './normal-form.ts';
import { readWholeLog } from './read-log.ts';
import type { CaseServices } from './services/index.ts';
import { type Answer, callStepFunctions } from './wire.ts';

/** What a replay answered, by key of `expected`; `trouble` says why it ended early or what went wrong besides. */
export interface Outcome {
  answers: JsonObject;
  /** Identifiers that our answers gave: values which the test may have given a name. */
  identifiers: string[];
  trouble?: string;
}

interface Replay {
  case: Case;
  endpoint: string;
  services: CaseServices | undefined;
  signal: AbortSignal;
  translation: Translation;
  ownNames: Set<string>;
  seen: Seen;
  /** Calls of a thread beside the test, which happened when a message had come. */
  deferred: CallStep[];
  /** That thread, once it runs. */
  thread?: Promise<void>;
  outcome: Outcome;
}

/** A step that cannot be carried out: the case ends here. */
class CannotGoOn extends Error {}

/** One form of step: which steps it takes, and what it does. */
interface StepForm {
  takes(step: Step): boolean;
  run(replay: Replay, step: Step): Promise<void>;
}

const forms: StepForm[] = [
  form((step): step is CallStep => 'op' in step && step.background === true, defer),
  form((step): step is CallStep => 'op' in step, call),
  form((step): step is AwaitStep => 'await' in step, awaitEnd),
  form((step): step is MatchStep => 'match' in step, match),
  form((step): step is ClientErrorStep => 'client_side_error' in step, refuseBeforeSending),
];

function form<S extends Step>(
  takes: (step: Step) => step is S,
  run: (replay: Replay, step: S) => void | Promise<void>,
): StepForm {
  return {
    takes,
    run: async (replay, step) => {
      if (takes(step)) await run(replay, step);
    },
  };
}

/** Replays a case's steps; ends after `deadlineMs` at the latest, with the trouble named. */
export async function replayCase(
  replayed: Case,
  endpoint: string,
  deadlineMs: number,
  services?: CaseServices,
): Promise<Outcome> {
  const replay: Replay = {
    case: replayed,
    endpoint,
    services,
    signal: AbortSignal.timeout(deadlineMs),
    translation: newTranslation(),
    ownNames: new Set(madeUpNames(replayed)),
    seen: { histories: [], messages: [], logged: [] },
    deferred: [],
    outcome: { answers: {}, identifiers: [] },
  };
  for (const step of replayed.steps) {
    try {
      await forms.find(({ takes }) => takes(step))?.run(replay, step);
    } catch (error) {
      const reason = replay.signal.aborted
        ? `not done after ${deadlineMs / 1000} s`
        : messageOf(error);
      replay.outcome.trouble = `step ${step.n}: ${reason}`;
      break;
    }
  }
  return replay.outcome;
}

async function call(replay: Replay, step: CallStep): Promise<void> {
  const answer = ownEntries(step.op, await callOf(replay, step), replay.ownNames);
  learnGiven(replay.translation, step.gives, answer.body);
  replay.outcome.identifiers.push(...identifiersIn(answer.body));
  if (step.op === 'GetExecutionHistory') replay.seen.histories.push(answer.body);
  const recorded = step.expect === undefined ? undefined : replay.case.expected[step.expect];
  if (step.expect !== undefined && recorded !== undefined) {
    setKey(replay.outcome.answers, step.expect, shapedLike(recorded, step.op, answer));
  }
  if (answer.status >= 300 && !step.error_expected) throw new CannotGoOn(refusal(step.op, answer));
}

function defer(replay: Replay, step: CallStep): void {
  replay.deferred.push(step);
}

async function callOf(replay: Replay, { service, op, params }: CallStep): Promise<Answer> {
  if (service === 'stepfunctions') return send(replay, op, params);
  if (replay.services === undefined) throw new CannotGoOn(`there is no ${service}`);
  if (op === 'GetLogEvents') return readLog(replay, replay.services, params);
  const translated = translate(params, replay.translation);
  const parameters = isObject(translated) ? translated : {};
  // A message is deleted as it is read, so that each is seen once.
  if (op === 'DeleteMessage') return { status: 200, body: {} };
  const answer = await replay.services.call(service, op, parameters);
  if (op === 'ReceiveMessage')
    replay.seen.messages.push(...(await take(replay, parameters, answer)));
  return answer;
}

async function readLog(
  replay: Replay,
  services: CaseServices,
  params: JsonObject,
): Promise<Answer> {
  const { answer, events } = await readWholeLog(services, params, replay.signal);
  replay.seen.logged.push(...events);
  return answer;
}

async function take(
  { services }: Replay,
  { QueueUrl = '' }: JsonObject,
  { body }: Answer,
): Promise<JsonObject[]> {
  const messages = isObject(body) && Array.isArray(body.Messages) ? body.Messages : [];
  const taken = messages.filter(isObject);
  for (const { ReceiptHandle = '' } of taken) {
    await services?.call('sqs', 'DeleteMessage', { QueueUrl, ReceiptHandle });
  }
  return taken;
}

function send(replay: Replay, op: string, params: Json): Promise<Answer> {
  const translated = translate(moveMoments(params, Date.now()), replay.translation);
  return callStepFunctions(
    replay.endpoint,
    op,
    isObject(translated) ? translated : {},
    replay.signal,
  );
}

const FIRST_PAUSE_MS = 15;
const LONGEST_PAUSE_MS = 250;

/** Waits until the execution has ended, or has come as far as it had when its recording was taken. */
async function awaitEnd(replay: Replay, { n, executionArn }: AwaitStep): Promise<void> {
  startThread(replay);
  const length = lengthOfUnended(replay.case, n, executionArn);
  const op = length === undefined ? 'DescribeExecution' : 'GetExecutionHistory';
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 1.5, LONGEST_PAUSE_MS)) {
    const answer = await send(replay, op, { executionArn });
    if (answer.status >= 300 || !isObject(answer.body)) throw new CannotGoOn(refusal(op, answer));
    const { status, events } = answer.body;
    const isReached = Array.isArray(events)
      ? events.length >= (length ?? 0)
      : status !== 'RUNNING' && (await isListed(replay, answer.body));
    if (isReached) return;
    await wait(pause, undefined, { signal: replay.signal });
  }
}

/** Whether lists show the end, too: they are a moment late, and a case that lists what has ended was recorded after it. */
async function isListed(
  replay: Replay,
  { executionArn, stateMachineArn, mapRunArn, status }: JsonObject,
): Promise<boolean> {
  if (mapRunArn !== undefined) return true;
  const request = { stateMachineArn: stateMachineArn ?? null, statusFilter: status ?? null };
  const { body } = await send(replay, 'ListExecutions', request);
  const executions = isObject(body) ? body.executions : undefined;
  // What is not listed at all (of a machine that is gone, say) will not be.
  if (!Array.isArray(executions)) return true;
  return executions.some((each) => isObject(each) && each.executionArn === executionArn);
}

/** Workers answer a task while its execution is awaited; what only reads messages can wait until they are compared. */
function startThread(replay: Replay): void {
  if (!replay.deferred.some(({ service }) => service === 'stepfunctions')) return;
  const steps = replay.deferred.splice(0);
  const run = async () => {
    for (const step of steps) {
      if (step.op === 'ReceiveMessage') await untilMessage(replay, step);
      else await call(replay, withMessage(step, replay.seen.messages.at(-1)));
    }
  };
  replay.thread = run();
  // Where it fails, the execution does not end, and the deadline tells.
  replay.thread.catch(() => {});
}

async function untilMessage(replay: Replay, step: CallStep): Promise<void> {
  const before = replay.seen.messages.length;
  while (replay.seen.messages.length === before) {
    await call(replay, step);
    await wait(FIRST_PAUSE_MS, undefined, { signal: replay.signal });
  }
  const token = taskTokenIn(replay.seen.messages.at(-1));
  if (token !== undefined) replay.translation.set(CAPTURED_TOKEN, token);
}

/** How many events the recording has of an execution that had not ended then; undefined where it had. */
function lengthOfUnended({ steps, expected }: Case, after: number, executionArn: string) {
  const read = steps.find(
    (step): step is CallStep =>
      'op' in step &&
      step.n > after &&
      step.op === 'GetExecutionHistory' &&
      step.params.executionArn === executionArn,
  );
  const recorded = expected[read?.expect ?? ''];
  const events = isObject(recorded) && Array.isArray(recorded.events) ? recorded.events : [];
  const last = events.at(-1);
  const ended = !isObject(last) || /^Execution(?!Started|Redriven)/.test(String(last.type));
  return ended ? undefined : events.length;
}

async function match(replay: Replay, { match: key }: MatchStep): Promise<void> {
  await replay.thread;
  for (const step of replay.deferred.splice(0)) await call(replay, step);
  const derive = Object.hasOwn(derivations, key) ? derivations[key] : undefined;
  if (derive !== undefined) setKey(replay.outcome.answers, key, derive(replay.seen));
}

/** The SDK refuses such a call by itself, so its text is the answer whatever the server does. */
function refuseBeforeSending(replay: Replay, step: ClientErrorStep): void {
  if (step.expect !== undefined) {
    setKey(replay.outcome.answers, step.expect, step.client_side_error);
  }
}

function identifiersIn(body: Json): string[] {
  if (!isObject(body)) return [];
  return Object.entries(body).flatMap(([key, value]) =>
    typeof value === 'string' && /(?:Arn|Token|Url|Id)$/.test(key) ? [value] : [],
  );
}

function refusal(op: string, answer: Answer): string {
  const { Error: error } = presented(answer);
  const { Code = '', Message = '' } = isObject(error) ? error : {};
  return `${op} answered ${answer.status} ${Code}: ${Message}`;
}

function messageOf(error: unknown): string {
  const cause =
    error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : '';
  return error instanceof Error ? `${error.message}${cause}` : String(error);
}
