/** An execution as it goes on: what describes it, and its visits as far as its events are read. */

import { Visits } from '../history/visits.ts';
import { call } from './api.ts';
import { eventsAfter } from './events.ts';
import type { Execution, Machine } from './types.ts';
import { type Live, useLive } from './use-live.ts';

export interface Watched {
  execution: Execution;
  /** The definition that it runs by. */
  definition: string;
  visits: Visits;
  /** How many events there are. */
  lastEventId: number;
  /** Events between here and there are not read, for there are too many. */
  gap?: { from: number; to: number };
}

/** So many events from the start, and so many of the end, are enough to see how an execution stands. */
const HEAD = 4_000;
const TAIL = 1_000;
const PAGE = 1_000;

/** Follows an execution: every second while it runs and somebody looks, and not after its end. */
export function useExecution(arn: string): Live<Watched> {
  return useLive(
    arn,
    (before) => look(arn, before),
    ({ execution }) => (execution.status === 'RUNNING' ? 'lively' : 'never'),
  );
}

async function look(executionArn: string, before: Watched | undefined): Promise<Watched> {
  const slim = before?.execution.status === 'RUNNING' && { includedData: 'METADATA_ONLY' };
  const described = await call<Execution>('DescribeExecution', { executionArn, ...slim });
  const ended = described.status !== 'RUNNING';
  const execution = before
    ? { ...before.execution, ...(ended && slim ? await whole(executionArn) : described) }
    : described;
  const definition = before?.definition ?? (await definitionOf(executionArn));
  // Events of children that ran side by side find their final order only when all have ended.
  const anew = ended && before?.execution.status === 'RUNNING';
  return { execution, definition, ...(await read(executionArn, anew ? undefined : before)) };
}

function whole(executionArn: string): Promise<Execution> {
  return call('DescribeExecution', { executionArn });
}

async function definitionOf(executionArn: string): Promise<string> {
  const machine = await call<Machine>('DescribeStateMachineForExecution', { executionArn });
  return machine.definition;
}

async function read(
  arn: string,
  before: Watched | undefined,
): Promise<Pick<Watched, 'visits' | 'lastEventId' | 'gap'>> {
  const visits = before?.visits ?? new Visits();
  let gap = before?.gap;
  for (;;) {
    const page = await eventsAfter(arn, visits.lastId, { maxResults: PAGE });
    visits.add(page.events);
    const { lastEventId } = page;
    if (!page.more) return { visits, lastEventId, ...(gap && { gap }) };
    if (visits.lastId >= HEAD && lastEventId - visits.lastId > TAIL) {
      const to = lastEventId - TAIL;
      gap = { from: gap?.from ?? visits.lastId, to };
      const tail = await eventsAfter(arn, to, { maxResults: PAGE });
      visits.add(tail.events);
    }
  }
}
