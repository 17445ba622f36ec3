/**
 * Rosters: which children of a Map Run run, who comes next, and how those have ended that have.
 *
 * The children are claimed from the root in ranges, by groups of a hundred slots, so that no item is written by more than a
 * hundred children at a time, while any number of groups may take part, and more or fewer of them later. A child that ends
 * leaves by one compare-and-set on its group's item: the slot takes the next of the group's range, and its outcome is
 * counted by the same write. A group without work claims another range; one that has grown too many gives its rest back.
 */

import type { Ending, MapRuns, Roster, RosterDeparture, Tally, Turn } from '../../ports.ts';
import type { DynamoDb } from '../dynamodb.ts';
import type { Lifetime } from './lifetime.ts';
import { inParallel } from './parallel.ts';
import { createGroups, type Group } from './roster-groups.ts';
import {
  claimed,
  createRoots,
  GROUP_SIZE,
  groupsOf,
  isOver,
  opened,
  type Root,
  widthOf,
} from './roster-root.ts';

const GROUPS_AT_A_TIME = 16;

export type Rosters = Pick<
  MapRuns,
  'openRoster' | 'leaveRoster' | 'resizeRoster' | 'closeRoster' | 'tally'
>;

/** Reads and writes rosters. */
export function createRosters(db: DynamoDb, table: string, lifetime: Lifetime): Rosters {
  const roots = createRoots(db, table, lifetime);
  const groups = createGroups(db, table, lifetime);

  /** Gets the group another range. False: there is none. */
  async function claim(roster: Roster, number: number, group: Group): Promise<boolean> {
    const root = await roots.change(roster, (root) => {
      const held = root.claims[number];
      if (root.closed || (held && held.seq > group.seq)) return undefined;
      return claimed(group.left && !held?.idle ? withWork(root, group.left) : root, number);
    });
    const held = root.claims[number];
    if (root.closed || !held || held.seq <= group.seq) return false;
    await groups.take(roster, number, group, held);
    return true;
  }

  /** Puts children into the free slots of a group. Who has come in, and who is there then. */
  async function fill(roster: Roster, number: number): Promise<{ turns: Turn[]; all: Turn[] }> {
    const turns: Turn[] = [];
    for (;;) {
      const group = await groups.get(roster, number);
      if (!group || group.closed) return { turns, all: [] };
      const free = freePlaces(group);
      if (free.length === 0) return { turns, all: turnsOf(group, number) };
      if (group.next >= group.end) {
        if (!(await claim(roster, number, group))) return { turns, all: turnsOf(group, number) };
        continue;
      }
      turns.push(...(await groups.seat(roster, number, group, free)));
    }
  }

  /** Opens or resizes the groups that a root asks for, and fills them. */
  async function fillAll(roster: Roster, { concurrency, claims }: Root) {
    const used = Object.keys(claims).map((number) => Number(number) + 1);
    const count = Math.max(groupsOf(concurrency), ...used);
    const numbers = Array.from({ length: count }, (_, number) => number);
    const filled = await inParallel(numbers, GROUPS_AT_A_TIME, async (number) => {
      await groups.widen(roster, number, widthOf(concurrency, number), claims[number]);
      return fill(roster, number);
    });
    return {
      turns: filled.flatMap(({ turns }) => turns),
      all: filled.flatMap(({ all }) => all),
    };
  }

  /** What follows when a child has left a group and nobody has taken its slot. */
  async function settle(roster: Roster, number: number): Promise<RosterDeparture> {
    const group = await groups.get(roster, number);
    if (!group || group.slots.some((index) => index >= 0)) return { turns: [], complete: false };
    if (!group.closed && group.next < group.end) {
      if (group.width > 0) return { ...(await fill(roster, number)), complete: false };
      await groups.giveBack(roster, number, group);
      return settle(roster, number);
    }
    const root = await roots.change(roster, (root) => {
      const held = root.claims[number];
      if (!held || held.seq !== group.seq || held.idle) return undefined;
      const returned = group.left ? withWork(root, group.left) : root;
      return { ...returned, claims: { ...root.claims, [number]: { ...held, idle: true } } };
    });
    if (isOver(root)) return { turns: [], complete: true };
    if (root.closed || root.work.length === 0) return { turns: [], complete: false };
    return { turns: (await fillAll(roster, root)).turns, complete: false };
  }

  return {
    async openRoster(roster, work, concurrency, earlier) {
      const root = await roots.create(roster, {
        ...opened(work, concurrency),
        ...(earlier && { earlier }),
      });
      return root.closed ? [] : (await fillAll(roster, root)).all;
    },

    async leaveRoster(roster, { index, slot }, ending, items) {
      const number = Math.floor(slot / GROUP_SIZE);
      const place = slot % GROUP_SIZE;
      for (;;) {
        const next = await groups.handOn(roster, number, place, index, ending, items);
        if (next !== undefined) return { turns: [{ index: next, slot }], complete: false };
        const group = await groups.get(roster, number);
        if (!group) return { turns: [], complete: false };
        const holder = group.slots[place] ?? -1;
        if (holder !== index) {
          if (holder < 0) return settle(roster, number);
          return { turns: group.closed ? [] : [{ index: holder, slot }], complete: false };
        }
        const stays = !group.closed && place < group.width;
        if (stays && group.next < group.end) continue;
        if (stays && (await claim(roster, number, group))) continue;
        await groups.vacate(roster, number, place, index, ending, items);
        return settle(roster, number);
      }
    },

    async resizeRoster(roster, concurrency) {
      if (!(await roots.get(roster))) return [];
      const root = await roots.change(roster, (root) => ({ ...root, concurrency }));
      return root.closed ? [] : (await fillAll(roster, root)).all;
    },

    async closeRoster(roster) {
      await roots.create(roster, { work: [], concurrency: 0, seq: 0, claims: {}, closed: true });
      const root = await roots.change(roster, (root) =>
        root.closed ? undefined : { ...root, closed: true },
      );
      const running = new Map<string, Turn[]>();
      await inParallel(Object.keys(root.claims), GROUPS_AT_A_TIME, async (number) => {
        running.set(number, turnsOf(await groups.close(roster, Number(number)), Number(number)));
      });
      const after = await roots.change(roster, (root) => ({
        ...root,
        claims: Object.fromEntries(
          Object.entries(root.claims).map(([number, held]) => [
            number,
            running.get(number)?.length === 0 ? { ...held, idle: true } : held,
          ]),
        ),
      }));
      return { running: [...running.values()].flat(), complete: isOver(after) };
    },

    async tally(roster) {
      const all = await groups.all(roster);
      const root = roster.round > 0 ? await roots.get(roster) : undefined;
      const sum = (count: (group: Group) => number) =>
        all.reduce((total, group) => total + count(group), 0);
      const endings = (count: (group: Group, ending: Ending) => number): Tally['items'] => ({
        SUCCEEDED: sum((group) => count(group, 'SUCCEEDED')),
        FAILED: sum((group) => count(group, 'FAILED')),
        TIMED_OUT: sum((group) => count(group, 'TIMED_OUT')),
        ABORTED: sum((group) => count(group, 'ABORTED')),
      });
      return {
        executions: endings((group, ending) => group.executions[ending]),
        items: endings((group, ending) => group.executions[ending] + group.moreItems[ending]),
        running: sum(({ slots }) => slots.filter((index) => index >= 0).length),
        reached: all.reduce((most, { next }) => Math.max(most, next), 0),
        ...(root?.earlier && { earlier: root.earlier }),
      };
    },
  };
}

function withWork(root: Root, left: [number, number]): Root {
  return left[0] < left[1] ? { ...root, work: [left, ...root.work] } : root;
}

function freePlaces({ slots, width }: Group): number[] {
  return slots.flatMap((index, place) => (index < 0 && place < width ? [place] : []));
}

function turnsOf({ slots }: Group, number: number): Turn[] {
  return slots.flatMap((index, place) =>
    index < 0 ? [] : [{ index, slot: number * GROUP_SIZE + place }],
  );
}
