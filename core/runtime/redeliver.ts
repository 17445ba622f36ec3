/** Delivers a message anew that Lambda has given up, after a pause that grows from time to time. */

import type { StepMessage } from '../engine/step-record.ts';
import type { Runtime } from './runtime.ts';

/** After this many times somebody has to look: the message stays in the queue of the dead. */
const MOST_REDELIVERIES = 12;
const LONGEST_PAUSE_MS = 900_000;

/**
 * @param deliveryId the delivery that failed: the new one stands for it, so that it finds what that one committed
 * @throws {Error} when it has been delivered anew too often
 */
export async function redeliver(
  { ports, settings }: Runtime,
  message: StepMessage,
  deliveryId: string,
): Promise<void> {
  const redeliveries = (message.redeliveries ?? 0) + 1;
  if (redeliveries > MOST_REDELIVERIES) {
    throw new Error(`${message.execution} was delivered anew ${MOST_REDELIVERIES} times, in vain`);
  }
  const pause = Math.min(LONGEST_PAUSE_MS, (settings.retryDelayMs / 2) * 2 ** redeliveries);
  const at = Math.max(message.at ?? 0, ports.clock.now() + pause);
  await ports.timers.arm({ ...message, deliveryId, redeliveries, at });
}
