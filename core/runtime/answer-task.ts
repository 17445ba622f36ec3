/** Answers that come from outside by a task token: they enter by the door that every message takes. */

import type { Failure } from '../asl/errors.ts';
import { hasEnded, waitsForAttempt } from '../engine/execution.ts';
import type { StepRecord } from '../engine/step-record.ts';
import type { Json } from '../json.ts';
import type { Attempt } from '../ports.ts';
import { deliverAgain, offer } from './run-step.ts';
import type { Runtime } from './runtime.ts';

export type TaskAnswer =
  | { type: 'TaskSucceeded'; output: Json }
  | { type: 'TaskFailed'; failure: Failure };

/** `over`: the attempt was answered, timed out or was stopped before; `unknown`: there is nothing left of it. */
export type AnswerReceipt = 'taken' | 'over' | 'unknown';

/** Ends the attempt of a Task that waits. Of several answers the first counts. */
export async function answerTask(
  runtime: Runtime,
  attempt: Attempt,
  answer: TaskAnswer,
  deliveryId: string,
): Promise<AnswerReceipt> {
  const last = await runtime.ports.store.latest(attempt.execution);
  if (!last || last.step < attempt.step) return 'unknown';
  if (waitsForAttempt(last.state, attempt.step)) {
    const event = { ...answer, attempt: attempt.step };
    const taken = await offer(runtime, { execution: attempt.execution, event }, deliveryId);
    if (taken) return 'taken';
  } else await finish(runtime, attempt, last);
  return 'over';
}

/** Notes that the worker of an attempt is alive. */
export async function beatTask({ ports }: Runtime, attempt: Attempt): Promise<AnswerReceipt> {
  const last = await ports.store.latest(attempt.execution);
  if (!last || last.step < attempt.step) return 'unknown';
  if (!waitsForAttempt(last.state, attempt.step)) return 'over';
  await ports.store.beat(attempt, ports.clock.now());
  return 'taken';
}

/** An earlier request may have committed the same answer and died before the next step was on its way: the worker asks again. */
async function finish(runtime: Runtime, { step }: Attempt, last: StepRecord): Promise<void> {
  const begins = last.commands.some(({ type }) => type === 'StartTask');
  if (begins || last.step > step + 2) return;
  if (hasEnded(last.state) || last.commands.length > 0) await deliverAgain(runtime, last);
}
