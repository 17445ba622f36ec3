/** A service that stands in for one of AWS, so that workflows can be run whole on one machine. */

import type { LocalRequest, LocalResponse } from '../http/server.ts';

export interface StandIn {
  answer(request: LocalRequest): Promise<LocalResponse>;
  close(): Promise<void>;
}

/** A stand-in that starts with the first request: who does not use it waits for nothing. */
export function onFirstUse(start: () => Promise<StandIn>): StandIn {
  let started: Promise<StandIn> | undefined;
  return {
    async answer(request) {
      started ??= start();
      try {
        return await (await started).answer(request);
      } catch (error) {
        // A start that failed is tried again.
        await started.catch(() => {
          started = undefined;
        });
        throw error;
      }
    },
    async close() {
      const running = await started?.catch(() => undefined);
      await running?.close();
    },
  };
}
