/** Tells that an execution has begun or ended. https://docs.aws.amazon.com/step-functions/latest/dg/eventbridge-integration.html */

import { executionArn, qualifiedArn, stateMachineArn } from '../arn.ts';
import { executionInput } from '../engine/begin-execution.ts';
import { hasEnded } from '../engine/execution.ts';
import { rootOf } from '../engine/execution-id.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { type Json, textOf } from '../json.ts';
import { redriveObstacle } from './redrivable.ts';
import type { Runtime } from './runtime.ts';

/** Of the escaped texts of input and output together; an event has room for little more. */
const MAX_DOCUMENT_BYTES = 248 * 1024;

/** Announces the status that an execution has since this record. */
export async function announceStatus(runtime: Runtime, record: StepRecord): Promise<void> {
  const { store, statusChanges } = runtime.ports;
  if (!statusChanges) return;
  const { home } = runtime.settings;
  const { state, committedAt } = record;
  const { id, status, startedAt, output, failure, via } = state;
  const first = record.step === 0 ? record : await store.read(id, 0);
  const { machine, name } = rootOf(id);
  const arn = executionArn(home, id);
  const obstacle = await redriveObstacle(runtime, record);
  const shownOutput = documentOf(output, MAX_DOCUMENT_BYTES);
  const room = MAX_DOCUMENT_BYTES - shownOutput.bytes;
  const shownInput = documentOf(executionInput(first), room);
  await statusChanges.announce({
    executionArn: arn,
    at: committedAt,
    detail: {
      executionArn: arn,
      stateMachineArn: stateMachineArn(home, machine),
      name,
      status,
      startDate: startedAt,
      stopDate: hasEnded(state) ? committedAt : null,
      input: shownInput.text,
      inputDetails: shownInput.details,
      output: shownOutput.text,
      outputDetails: shownOutput.details,
      redriveCount: state.redrive?.count ?? 0,
      redriveDate: state.redrive?.at ?? null,
      redriveStatus: obstacle === undefined ? 'REDRIVABLE' : 'NOT_REDRIVABLE',
      redriveStatusReason: obstacle ?? null,
      error: failure?.error ?? null,
      cause: failure?.cause ?? null,
      stateMachineVersionArn: via ? qualifiedArn(home, machine, via.version) : null,
      stateMachineAliasArn:
        via?.alias === undefined ? null : qualifiedArn(home, machine, via.alias),
    },
  });
}

interface ShownDocument {
  text: string | null;
  details: { included: boolean } | null;
  bytes: number;
}

/** A document as text, left out where its escaped text has more bytes than there is room for. */
function documentOf(document: Json | undefined, room: number): ShownDocument {
  if (document === undefined) return { text: null, details: null, bytes: 0 };
  const text = textOf(document);
  const bytes = Buffer.byteLength(JSON.stringify(text));
  if (bytes > room) return { text: null, details: { included: false }, bytes: 0 };
  return { text, details: { included: true }, bytes };
}
