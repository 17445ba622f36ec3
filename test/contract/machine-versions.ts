/** The part of the contract of machines that concerns their versions. */

import { describe, expect, it } from 'vitest';
import {
  InvalidPageToken,
  type MachineRecord,
  type MachineStore,
  type PublishRequest,
  type Version,
} from '../../core/ports.ts';
import { machine, revision } from './samples.ts';

const AT = { createdAt: 3_000 };

/** A machine with versions 1 to `count`, each of a revision of its own: `r1` to `r<count>`. */
export async function machineWithVersions(
  machines: MachineStore,
  name: string,
  count: number,
): Promise<MachineRecord> {
  await machines.create(machine(name, 'r1'), revision('r1'));
  await machines.publish(name, AT);
  for (let number = 2; number <= count; number++) {
    const id = `r${number}`;
    await machines.update(machine(name, id), revision(id), `r${number - 1}`);
    await machines.publish(name, AT);
  }
  return machine(name, `r${count}`);
}

export function versionContract(store: () => MachineStore): void {
  async function publish(name: string, request: PublishRequest = AT): Promise<Version> {
    const published = await store().publish(name, request);
    if (published.outcome !== 'published') throw new Error(published.outcome);
    return published.version;
  }

  describe('versions', () => {
    it('take the numbers from 1 on, one for each revision', async () => {
      const one = machine('Numbered', 'r1');
      await store().create(one, revision('r1'));
      const first = await publish('Numbered', { ...AT, description: 'the first' });
      expect(first).toEqual({ number: 1, revisionId: 'r1', description: 'the first', ...AT });
      expect(await publish('Numbered', { createdAt: 9_000, description: 'again' })).toEqual(first);
      await store().update(machine('Numbered', 'r2'), revision('r2'), 'r1');
      expect(await publish('Numbered')).toEqual({ number: 2, revisionId: 'r2', ...AT });
      expect(await store().version(one, 1)).toEqual(first);
      expect(await store().version(one, 3)).toBeUndefined();
    });

    it('are not made of a revision that the machine has left, nor of no machine', async () => {
      await machineWithVersions(store(), 'Stale', 2);
      expect(await store().publish('Stale', { ...AT, expected: 'r1' })).toEqual({
        outcome: 'stale',
      });
      expect(await publish('Stale', { ...AT, expected: 'r2' })).toMatchObject({ number: 2 });
      expect(await store().publish('Nowhere', AT)).toEqual({ outcome: 'machineMissing' });
    });

    it('never share a number, however many publish at once', async () => {
      await store().create(machine('Race', 'r0'), revision('r0'));
      let current = 'r0';
      for (let round = 1; round <= 4; round++) {
        const next = `r${round}`;
        const [, , , ...published] = await Promise.all([
          store().update(machine('Race', next), revision(next), current),
          publish('Race'),
          publish('Race'),
          publish('Race'),
          publish('Race'),
        ]);
        current = next;
        expect(published.every(({ number }) => number > 0)).toBe(true);
      }
      await publish('Race');
      const { items } = await store().versions(machine('Race', current), 100);
      expect(items.map(({ number }) => number)).toEqual(items.map((_, i) => items.length - i));
      const revisions = items.map(({ revisionId }) => revisionId);
      expect(new Set(revisions).size).toBe(revisions.length);
      expect([...revisions].sort().reverse()).toEqual(revisions);
    });

    it('are listed the newest first, page by page, without the deleted ones', async () => {
      const each = await machineWithVersions(store(), 'Listed', 12);
      expect(await store().deleteVersion(each, 11)).toEqual([]);
      const pages: number[][] = [];
      let after: string | undefined;
      do {
        const page = await store().versions(each, 4, after);
        pages.push(page.items.map(({ number }) => number));
        after = page.next;
      } while (after !== undefined);
      expect(pages).toEqual([
        [12, 10, 9, 8],
        [7, 6, 5, 4],
        [3, 2, 1],
      ]);
      expect((await store().versions(each, 11)).next).toBeUndefined();
      await expect(store().versions(each, 4, 'nonsense')).rejects.toThrow(InvalidPageToken);
    });

    it('leave their numbers behind when they are deleted', async () => {
      const each = await machineWithVersions(store(), 'Deleted', 2);
      for (let i = 0; i < 2; i++) expect(await store().deleteVersion(each, 2)).toEqual([]);
      expect(await store().version(each, 2)).toBeUndefined();
      expect(await publish('Deleted')).toMatchObject({ number: 3, revisionId: 'r2' });
    });

    it('go with their machine; the next one of the name begins at 1', async () => {
      const each = await machineWithVersions(store(), 'Again', 3);
      await store().delete(each);
      expect(await store().version(each, 1)).toBeUndefined();
      const next = machine('Again', 'n1', 8_000);
      await store().create(next, revision('n1'));
      expect(await store().versions(next, 10)).toEqual({ items: [] });
      expect(await publish('Again')).toMatchObject({ number: 1, revisionId: 'n1' });
    });
  });
}
