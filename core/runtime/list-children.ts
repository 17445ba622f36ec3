/** Lists the children of a Map Run that have had their turn, the last first. Nothing is stored for it: it walks their indexes. */

import {
  type Execution,
  type ExecutionStatus,
  hasEnded,
  standingRound,
} from '../engine/execution.ts';
import { childId } from '../engine/execution-id.ts';
import type { StepRecord } from '../engine/step-record.ts';
import type { MapRunRecord, Store, Tally } from '../ports.ts';
import { rosterOf } from './map-runs.ts';

/** A page may end before it is full when so many children have been looked at. */
const MOST_LOOKED_AT = 1000;
const AT_ONCE = 100;

export type ChildStatus = ExecutionStatus | 'PENDING_REDRIVE';

export interface ChildrenQuery {
  status?: ChildStatus;
  /** Only those that have been redriven, or have not. */
  redriven?: boolean;
  limit: number;
  /** Only children with a lower index. */
  below?: number;
}

export interface ChildrenPage {
  /** The last record of each. */
  children: StepRecord[];
  /** Hand this back as `below` for what follows; absent at the end. */
  next?: number;
}

/** A page of the children of a Map Run. */
export async function listChildren(
  store: Store,
  run: MapRunRecord,
  { status, redriven, limit, below }: ChildrenQuery,
): Promise<ChildrenPage> {
  const roster = rosterOf(run);
  if (!roster) return { children: [] };
  const found: StepRecord[] = [];
  let from = below ?? reachedOf(await store.tally(roster));
  for (let looked = 0; from > 0; ) {
    const size = Math.min(AT_ONCE, from);
    const indexes = Array.from({ length: size }, (_, offset) => from - 1 - offset);
    const ids = indexes.map((index) => childId(run.execution, roster.step, index));
    const records = await store.latestOf(ids);
    const byId = new Map(records.map((record) => [record.state.id, record]));
    for (const [offset, id] of ids.entries()) {
      const record = byId.get(id);
      if (!record || record.step === 0) continue;
      if (status !== undefined && childStatus(run, record.state) !== status) continue;
      if (redriven !== undefined && (record.state.redrive !== undefined) !== redriven) continue;
      if (found.length === limit) return { children: found, next: from - offset };
      found.push(record);
    }
    from -= size;
    looked += size;
    if (looked >= MOST_LOOKED_AT && from > 0) return { children: found, next: from };
  }
  return { children: found };
}

/** How a child that has had its turn is shown: one that has failed waits for another while its Map Run is redriven. */
export function childStatus({ status, children }: MapRunRecord, state: Execution): ChildStatus {
  const { round = 0 } = children ?? {};
  const isLeft = hasEnded(state) && state.status !== 'SUCCEEDED' && standingRound(state) < round;
  return status === 'RUNNING' && isLeft ? 'PENDING_REDRIVE' : state.status;
}

function reachedOf({ reached, earlier }: Tally): number {
  return Math.max(reached, earlier?.reached ?? 0);
}
