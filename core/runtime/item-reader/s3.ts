/** The calls to S3 that read items. */

import { readerFailed } from '../../engine/item-reader/failure.ts';
import type { Machine } from '../../engine/machine.ts';
import { awsSdk } from '../../integrations/aws-sdk.ts';
import type { Answered } from '../../integrations/integration.ts';
import type { JsonObject } from '../../json.ts';
import type { TaskResponse } from '../../ports.ts';
import { authorityOf } from '../authority.ts';
import type { Runtime } from '../runtime.ts';

/** How often a call is made that meets a server in trouble, and the pause behind the first, in ms; it doubles. */
const ATTEMPTS = 4;
const PAUSE_MS = 200;

/** S3, called in the name of a machine. */
export type S3 = (action: string, parameters: JsonObject) => Promise<TaskResponse>;

/** Reads may be repeated: a server that is in trouble is asked again. */
export function s3Of({ ports }: Runtime, machine: Machine): S3 {
  return async (action, parameters) => {
    const request = {
      service: 's3',
      action,
      parameters,
      binary: true,
      authority: authorityOf(machine),
      idempotencyKey: '',
    };
    for (let attempt = 1; ; attempt++) {
      const response = await ports.tasks.call(request);
      if (attempt === ATTEMPTS || !isPassing(response)) return response;
      await ports.clock.sleep(PAUSE_MS * 2 ** (attempt - 1));
    }
  };
}

function isPassing(response: TaskResponse): boolean {
  if (response.type === 'timedOut') return true;
  if (response.type !== 'refused') return false;
  return response.status === 0 || response.status === 429 || response.status >= 500;
}

/**
 * The answer, where there is one.
 *
 * @throws {StatesError} States.ItemReaderFailed, in the words of the service
 */
export function answered(response: TaskResponse, action: string): Answered {
  switch (response.type) {
    case 'answered':
      return response;
    case 'timedOut':
      throw readerFailed('S3 did not answer in time.');
    case 'forbidden':
    case 'unusable':
      throw readerFailed(response.reason);
    case 'refused': {
      const outcome = awsSdk('s3', action)?.outcome(response);
      throw readerFailed((outcome?.type === 'TaskFailed' && outcome.failure.cause) || '');
    }
  }
}
