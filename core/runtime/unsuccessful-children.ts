/** Which children of a Map Run have not succeeded, as ranges: few enough for one item of the store. */

import { childId } from '../engine/execution-id.ts';
import type { Earlier, IndexRange, MapRunChildren, Roster, Store } from '../ports.ts';

const READ_AT_ONCE = 100;
/** Where more of them would be apart, those with the fewest others in between are taken together. */
const MOST_RANGES = 4000;

interface Stretch {
  from: number;
  to: number;
  items: number;
  /** Of the children that have succeeded between the stretch before and this one. */
  itemsBefore: number;
}

/** The children that are to run in a round, and what the others have come to before. */
export async function unsuccessfulChildren(
  store: Store,
  { execution, step }: Roster,
  { total, items: allItems }: MapRunChildren,
): Promise<{ work: IndexRange[]; earlier: Earlier }> {
  const stretches: Stretch[] = [];
  const fresh = { executions: 0, items: 0 };
  let reached = 0;
  let itemsBefore = 0;
  for (let from = 0; from < total; from += READ_AT_ONCE) {
    const size = Math.min(READ_AT_ONCE, total - from);
    const ids = Array.from({ length: size }, (_, offset) =>
      childId(execution, step, from + offset),
    );
    const last = new Map((await store.latestOf(ids)).map((record) => [record.state.id, record]));
    for (const [offset, id] of ids.entries()) {
      const { state, step: lastStep = 0 } = last.get(id) ?? {};
      const index = from + offset;
      const items = state?.child?.items ?? 1;
      if (lastStep > 0) reached = index + 1;
      if (state?.status === 'SUCCEEDED') {
        itemsBefore += items;
        continue;
      }
      if (lastStep === 0) {
        fresh.executions++;
        fresh.items += items;
      }
      const before = stretches.at(-1);
      if (before?.to === index) {
        before.to++;
        before.items += items;
      } else stretches.push({ from: index, to: index + 1, items, itemsBefore });
      itemsBefore = 0;
    }
  }
  const kept = takenTogether(stretches, MOST_RANGES);
  const sum = (count: (stretch: Stretch) => number) =>
    kept.reduce((total, stretch) => total + count(stretch), 0);
  return {
    work: kept.map(({ from, to }): IndexRange => [from, to]),
    earlier: {
      executions: total - sum(({ from, to }) => to - from),
      items: allItems - sum(({ items }) => items),
      reached,
      fresh,
    },
  };
}

/** Those that have succeeded in between are told, too, and leave at once. */
function takenTogether(stretches: Stretch[], most: number): Stretch[] {
  if (stretches.length <= most) return stretches;
  const gaps = stretches.map(({ from }, index) => from - (stretches[index - 1]?.to ?? -Infinity));
  const least = [...gaps].sort((a, b) => b - a)[most - 1] ?? 0;
  const kept: Stretch[] = [];
  for (const [index, stretch] of stretches.entries()) {
    const before = kept.at(-1);
    if (before && (gaps[index] ?? 0) <= least) {
      before.to = stretch.to;
      before.items += stretch.itemsBefore + stretch.items;
    } else kept.push({ ...stretch });
  }
  return kept;
}
