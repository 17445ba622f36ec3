/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */

import { executionArn, stateMachineArn } from '../../arn.ts';
import { executionInput } from '../../engine/begin-execution.ts';
import { hasEnded } from '../../engine/execution.ts';
import { identityOf } from '../../engine/identity.ts';
import { type Json, textOf } from '../../json.ts';
import { childStatus } from '../../runtime/list-children.ts';
import { redriveObstacle } from '../../runtime/redrivable.ts';
import { executionDoesNotExist } from '../errors.ts';
import { findExecution } from '../executions.ts';
import { shownMapRunArn } from '../map-runs.ts';
import { requiredArn } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { answer, text } from '../shape.ts';
import { viaArns } from '../via.ts';

/** A Lambda function answers with 6 MB at most; some of it belongs to the other fields. */
const MAX_DOCUMENTS_BYTES = 6_200_000;

export const describeExecution = defineOperation(
  {
    executionArn: requiredArn(),
    includedData: text({ values: ['ALL_DATA', 'METADATA_ONLY'] }),
  },
  async (context, input) => {
    const { ports, settings } = context.runtime;
    const { id, mapRun } = await findExecution(context, input.executionArn);
    const [first, last] = await Promise.all([ports.store.read(id, 0), ports.store.latest(id)]);
    if (!last) throw executionDoesNotExist(input.executionArn);
    const { state, committedAt } = last;
    const { id: shownId, machine, name } = identityOf(state);
    const { output, failure } = state;
    const status = mapRun ? childStatus(mapRun, state) : state.status;
    const withData = input.includedData !== 'METADATA_ONLY';
    // Where both are too large for one answer, the output is what the caller waits for.
    const made = documentOf(withData ? output : undefined, MAX_DOCUMENTS_BYTES);
    const given = documentOf(
      withData ? executionInput(first) : undefined,
      MAX_DOCUMENTS_BYTES - made.bytes,
    );
    return answer({
      executionArn: executionArn(settings.home, shownId),
      stateMachineArn: stateMachineArn(settings.home, machine),
      ...viaArns(settings.home, machine, state.via),
      mapRunArn: mapRun && shownMapRunArn(settings.home, mapRun.name),
      name,
      status,
      startDate: epochSeconds(state.startedAt),
      stopDate: hasEnded(state) ? epochSeconds(committedAt) : undefined,
      input: given.text,
      inputDetails: given.details,
      output: made.text,
      outputDetails: made.details,
      traceHeader: first?.state.traceHeader,
      error: failure?.error,
      cause: withData ? failure?.cause : undefined,
      redriveCount: state.redrive?.count ?? 0,
      redriveDate: state.redrive && epochSeconds(state.redrive.at),
      ...redriveStatus(await redriveObstacle(context.runtime, last), mapRun !== undefined),
      // Not AWS's: clients leave out members that they do not know.
      forkedFrom: first?.state.forkedFrom && { ...first.state.forkedFrom },
    });
  },
);

interface ShownDocument {
  text?: string;
  details?: { included: boolean };
  /** What it takes of the answer. */
  bytes: number;
}

/** A document as text, left out where it takes more bytes of the answer than there are. */
function documentOf(document: Json | undefined, available: number): ShownDocument {
  if (document === undefined) return { bytes: 0 };
  const text = textOf(document);
  // A text within the body, which itself is a text within the function's answer.
  const bytes = Buffer.byteLength(JSON.stringify(JSON.stringify(text)));
  if (bytes > available) return { details: { included: false }, bytes: 0 };
  return { text, details: { included: true }, bytes };
}

function redriveStatus(reason: string | undefined, byMapRun: boolean) {
  if (reason === undefined) {
    return { redriveStatus: byMapRun ? 'REDRIVABLE_BY_MAP_RUN' : 'REDRIVABLE' };
  }
  return { redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: reason };
}
