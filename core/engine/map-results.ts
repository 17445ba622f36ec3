/** What is written of the children of a Map Run, and how. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html */

import { executionArn, type Home, stateMachineArn } from '../arn.ts';
import type { Json, JsonObject } from '../json.ts';
import { textOf } from '../json.ts';
import type { Execution, Timestamp } from './execution.ts';
import { identityOf } from './identity.ts';

/** The files are named by these; an aborted or timed-out child counts as failed, one that never ran as pending. */
export type ResultKind = 'SUCCEEDED' | 'FAILED' | 'PENDING';

export interface WriterConfig {
  Transformation: 'NONE' | 'COMPACT' | 'FLATTEN';
  OutputType: 'JSON' | 'JSONL';
}

/** A child as its first and its last record show it. */
export interface EndedChild {
  input: Json;
  state: Execution;
  /** When its last record was written. */
  endedAt: Timestamp;
  /** It has had no turn. */
  isPending: boolean;
}

/** In which file a child belongs. */
export function kindOf({ state, isPending }: EndedChild): ResultKind {
  if (isPending) return 'PENDING';
  return state.status === 'SUCCEEDED' ? 'SUCCEEDED' : 'FAILED';
}

/** What is shown of a child: its output where it has succeeded, but for NONE; all that is known otherwise. */
export function resultsOf(
  home: Home,
  child: EndedChild,
  transformation: WriterConfig['Transformation'],
): Json[] {
  const { output } = child.state;
  if (transformation === 'NONE' || kindOf(child) !== 'SUCCEEDED' || output === undefined) {
    return [wholeResult(home, child)];
  }
  return transformation === 'FLATTEN' && Array.isArray(output) ? output : [output];
}

/** Results as the text of a file. */
export function printResults(results: Json[], type: WriterConfig['OutputType']): string {
  const texts = results.map(textOf);
  return type === 'JSON' ? `[${texts.join(',')}]` : texts.join('\n');
}

/** The name of the nth file of a kind. */
export function fileName(kind: ResultKind, n: number, type: WriterConfig['OutputType']): string {
  return `${kind}_${n}.${type.toLowerCase()}`;
}

function wholeResult(home: Home, child: EndedChild): JsonObject {
  const { input, state, endedAt, isPending } = child;
  const { id, machine, name } = identityOf(state);
  const result: JsonObject = {
    ExecutionArn: executionArn(home, id),
    Input: textOf(input),
    InputDetails: { Included: true },
    Name: name,
    StateMachineArn: stateMachineArn(home, machine),
    Status: isPending ? 'PENDING' : state.status,
  };
  if (isPending) return result;
  if (state.output !== undefined) {
    result.Output = textOf(state.output);
    result.OutputDetails = { Included: true };
  }
  if (state.failure?.error !== undefined) result.Error = state.failure.error;
  if (state.failure?.cause !== undefined) result.Cause = state.failure.cause;
  result.RedriveCount = state.redrive?.count ?? 0;
  if (state.status === 'SUCCEEDED') {
    result.RedriveStatus = 'NOT_REDRIVABLE';
    result.RedriveStatusReason = 'Execution is SUCCEEDED and cannot be redriven';
  } else {
    result.RedriveStatus = 'REDRIVABLE_BY_MAP_RUN';
  }
  result.StartDate = new Date(state.startedAt).toISOString();
  result.StopDate = new Date(endedAt).toISOString();
  return result;
}
