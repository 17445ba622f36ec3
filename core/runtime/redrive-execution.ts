/** Redrives an execution: lets it go on from where it failed, was stopped or timed out. */

import type { Edits } from '../engine/events.ts';
import type { Timestamp } from '../engine/execution.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { redriveObstacle } from './redrivable.ts';
import { deliverAgain, offer } from './run-step.ts';
import type { Runtime } from './runtime.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_RedriveExecution.html */
const TOKENS_KNOWN = 10;
const TOKEN_VALID_MS = 900_000;

export interface RedriveRequest {
  execution: string;
  clientToken?: string;
  /** What the redrive changes; asked for once it is sure that the execution, whose last record this is, can be redriven. */
  edit?: (last: StepRecord) => Promise<Edits>;
  /** What all repetitions of this request's delivery share. */
  deliveryId: string;
}

export type RedriveOutcome =
  | { outcome: 'redriven'; at: Timestamp }
  | { outcome: 'refused'; reason: string }
  | { outcome: 'missing' };

/** A token that has redriven the execution before gets the same answer, however the execution stands by now. */
export async function redriveExecution(
  runtime: Runtime,
  { execution, clientToken, edit, deliveryId }: RedriveRequest,
): Promise<RedriveOutcome> {
  const { store, timers, clock } = runtime.ports;
  const token = { ...(clientToken !== undefined && { token: clientToken }) };
  let isWatched = false;
  for (;;) {
    const last = await store.latest(execution);
    if (!last) return { outcome: 'missing' };
    const known = await redriveBy(runtime, last, clientToken);
    if (known) return { outcome: 'redriven', at: known };
    const reason = await redriveObstacle(runtime, last);
    if (reason !== undefined) return { outcome: 'refused', reason };
    const edits = await edit?.(last);
    // Nobody looks for an execution that lists show as ended: should this request die, that comes and does what is left.
    const at = clock.now() + runtime.settings.retryDelayMs;
    if (!isWatched) {
      await timers.arm({ execution, event: { type: 'DeliveryDue' }, deliveryId, at });
      isWatched = true;
    }
    const count = (last.state.redrive?.count ?? 0) + 1;
    const event = { type: 'RedriveRequested', count, ...token, ...edits } as const;
    if (await offer(runtime, { execution, event }, deliveryId)) {
      const redriven = await store.read(execution, last.step + 1);
      return { outcome: 'redriven', at: redriven?.committedAt ?? clock.now() };
    }
  }
}

/** When the token redrove the execution; what that request may have left undone is done. */
async function redriveBy(
  runtime: Runtime,
  last: StepRecord,
  token: string | undefined,
): Promise<Timestamp | undefined> {
  if (token === undefined) return undefined;
  const { store, clock } = runtime.ports;
  let step = last.state.redrive?.step;
  for (let redrives = 0; step !== undefined && redrives < TOKENS_KNOWN; redrives++) {
    const record = await store.read(last.state.id, step);
    const { redrive } = record?.state ?? {};
    if (!record || !redrive || clock.now() - redrive.at > TOKEN_VALID_MS) return undefined;
    if (redrive.token === token) {
      if (record.step === last.step) await deliverAgain(runtime, record);
      return redrive.at;
    }
    step = redrive.before;
  }
  return undefined;
}
