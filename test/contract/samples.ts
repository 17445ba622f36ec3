/** Records as an engine would write them, for the tests of stores. */

import type { Execution } from '../../core/engine/execution.ts';
import type { StepRecord } from '../../core/engine/step-record.ts';
import { type Json, parseJson } from '../../core/json.ts';
import type { Head, MachineRecord, Revision } from '../../core/ports.ts';

export const REVISION = '0b5d9c6e-4f0a-4a3b-9d5e-3f1c2b7a8d90';
export const STARTED_AT = 1_795_000_000_000;

let count = 0;

/** The id of an execution that no other test uses. */
export function newExecution(machine = 'Orders'): string {
  return `${machine}:run-${++count}`;
}

/** Step `step` of an execution that stands at a Task with `input`. */
export function record(
  id: string,
  step: number,
  input: Json,
  state: Partial<Execution> = {},
): StepRecord {
  return {
    step,
    state: {
      id,
      revision: REVISION,
      startedAt: STARTED_AT,
      status: 'RUNNING',
      current: {
        name: 'ChargeCard',
        input,
        enteredAt: STARTED_AT + 15,
        enteredEventId: 7,
        retries: [0],
        waiting: { for: 'task' },
      },
      variables: {},
      lastEventId: 7,
      ...state,
    },
    history: [
      { type: 'PassStateExited', details: { name: 'ValidateOrder', output: input } },
      { type: 'TaskStateEntered', details: { name: 'ChargeCard', input } },
    ],
    commands: [
      {
        type: 'StartTask',
        resource: 'arn:aws:states:::lambda:invoke',
        arguments: { FunctionName: 'charge', Payload: input },
      },
    ],
    committedBy: '7c0b0d3c-6f3e-4d6f-8a53-0f6c7f9f1d11',
    committedAt: STARTED_AT + 15,
  };
}

/** The last record of an execution. */
export function ended(id: string, step: number, output: Json): StepRecord {
  const { current: _current, ...state } = record(id, step, output, {
    status: 'SUCCEEDED',
    output,
  }).state;
  return { ...record(id, step, output), state, commands: [{ type: 'CloseHead' }] };
}

export function head(id: string, startedAt: number, rest: Partial<Head> = {}): Head {
  return { id, revision: REVISION, status: 'RUNNING', startedAt, ...rest };
}

/** An order of some 600 bytes. */
export const order: Json = parseJson(
  JSON.stringify({
    orderId: 'ord-20931-7731',
    customer: { id: 'c-5512', name: 'Ada Lovelace', email: 'ada@example.com', tier: 'gold' },
    items: [
      { sku: 'BK-1842', title: 'Notes on the Analytical Engine', quantity: 1, price: 42.5 },
      { sku: 'PN-0007', title: 'Fountain pen, black', quantity: 2, price: 19.95 },
      { sku: 'PP-0300', title: 'Writing paper, 300 sheets', quantity: 3, price: 7.1 },
    ],
    address: { street: '12 St James Square', city: 'London', zip: 'SW1Y 4LB', country: 'GB' },
    payment: { method: 'card', last4: '4242', authorised: true, total: 103.7, currency: 'GBP' },
    notes: null,
  }),
);

/** A document of about `bytes` that hardly compresses, the same for the same seed. */
export function noise(bytes: number, seed = 1): Json {
  let state = seed;
  const words: string[] = [];
  for (let length = 0; length < bytes; length += 15) {
    let word = '';
    for (let i = 0; i < 2; i++) {
      state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
      word += state.toString(36).padStart(6, '0').slice(-6);
    }
    words.push(word);
  }
  return parseJson(JSON.stringify({ words }));
}

/** A machine that stands at a revision. */
export function machine(name: string, revisionId: string, createdAt = 1_000): MachineRecord {
  return { name, type: 'STANDARD', status: 'ACTIVE', createdAt, revisionId };
}

export function revision(id: string, definition = '{ "StartAt": "A" }'): Revision {
  return {
    id,
    definition,
    roleArn: 'arn:aws:iam::123456789012:role/states',
    updatedAt: 2_000,
    configuration: { loggingConfiguration: { level: 'OFF' } },
  };
}
