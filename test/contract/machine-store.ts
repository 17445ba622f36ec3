/** What every store of machines must do. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InvalidPageToken, type MachineStore } from '../../core/ports.ts';
import { aliasContract } from './machine-aliases.ts';
import { tagContract } from './machine-tags.ts';
import { versionContract } from './machine-versions.ts';
import { machine, noise, revision } from './samples.ts';

export interface OpenMachineStore {
  machines: MachineStore;
  close(): Promise<void>;
}

/** Describes the contract of `MachineStore`, for the stores that `open` gives, which are empty. */
export function machineStoreContract(name: string, open: () => Promise<OpenMachineStore>): void {
  describe(`the store of machines on ${name}`, () => {
    let machines: MachineStore;
    let close: () => Promise<void>;
    beforeAll(async () => {
      ({ machines, close } = await open());
    });
    afterAll(() => close());

    it('lists the machines in the order of creation, page by page', async () => {
      expect(await machines.list(10)).toEqual({ items: [] });
      const names = ['D', 'A', 'C', 'B', 'E', 'F'];
      for (const [place, each] of names.entries()) {
        await machines.create(machine(each, 'r1', 5 * Math.floor(place / 2) + 7), revision('r1'));
      }
      const pages: string[][] = [];
      let after: string | undefined;
      do {
        const page = await machines.list(2, after);
        pages.push(page.items.map((item) => item.name));
        after = page.next;
      } while (after !== undefined);
      expect(pages).toEqual([
        ['A', 'D'],
        ['B', 'C'],
        ['E', 'F'],
      ]);
      await expect(machines.list(2, 'nonsense')).rejects.toThrow(InvalidPageToken);
    });

    it('finds a machine and its revision', async () => {
      expect(await machines.create(machine('Found', 'r1'), revision('r1'))).toBe(true);
      expect(await machines.get('Found')).toEqual(machine('Found', 'r1'));
      expect(await machines.revision('Found', 'r1')).toEqual(revision('r1'));
      expect(await machines.get('Missing')).toBeUndefined();
      expect(await machines.revision('Found', 'r2')).toBeUndefined();
    });

    it('keeps the first machine of a name', async () => {
      const created = await Promise.all(
        ['r1', 'r2', 'r3'].map((id) => machines.create(machine('Once', id), revision(id))),
      );
      expect(created.filter(Boolean)).toHaveLength(1);
      expect((await machines.get('Once'))?.revisionId).toBe(`r${created.indexOf(true) + 1}`);
    });

    it('updates a machine that is still at the expected revision, and keeps the older ones', async () => {
      await machines.create(machine('Updated', 'r1'), revision('r1', 'one'));
      const update = (id: string, expected: string) =>
        machines.update(machine('Updated', id), revision(id, id), expected);
      expect(await update('r2', 'r1')).toBe(true);
      expect(await update('r3', 'r1')).toBe(false);
      const won = await Promise.all([update('r4', 'r2'), update('r5', 'r2')]);
      expect(won.filter(Boolean)).toHaveLength(1);
      expect((await machines.revision('Updated', 'r1'))?.definition).toBe('one');
      expect((await machines.get('Updated'))?.revisionId).toBe(won[0] ? 'r4' : 'r5');
    });

    it('forgets a deleted machine but not its revisions, and lets the name be taken again', async () => {
      await machines.create(machine('Gone', 'r1'), revision('r1'));
      for (let i = 0; i < 2; i++) await machines.delete(machine('Gone', 'r1'));
      expect(await machines.get('Gone')).toBeUndefined();
      expect(await machines.update(machine('Gone', 'r2'), revision('r2'), 'r1')).toBe(false);
      expect(await machines.revision('Gone', 'r1')).toEqual(revision('r1'));
      expect((await machines.list(100)).items.map((item) => item.name)).not.toContain('Gone');
      expect(await machines.create(machine('Gone', 'r3', 9), revision('r3'))).toBe(true);
    });

    it('marks a machine for deletion, which then can be read and listed but not updated or made again', async () => {
      const marked = { ...machine('Leaving', 'r1', 900), status: 'DELETING' } as const;
      expect(await machines.markDeleting('Leaving')).toBeUndefined();
      await machines.create(machine('Leaving', 'r1', 900), revision('r1'));
      for (let i = 0; i < 2; i++) expect(await machines.markDeleting('Leaving')).toEqual(marked);
      expect(await machines.get('Leaving')).toEqual(marked);
      expect((await machines.list(100)).items).toContainEqual(marked);
      expect(await machines.update(machine('Leaving', 'r2', 900), revision('r2'), 'r1')).toBe(
        false,
      );
      expect(await machines.create(machine('Leaving', 'r3', 901), revision('r3'))).toBe(false);
      await machines.delete(marked);
      expect(await machines.get('Leaving')).toBeUndefined();
    });

    it('leaves a machine alone that has taken the name of a deleted one', async () => {
      const [first, second] = [machine('Taken', 'r1', 800), machine('Taken', 'r2', 801)];
      await machines.create(first, revision('r1'));
      await machines.delete(first);
      await machines.create(second, revision('r2'));
      await machines.publish('Taken', { createdAt: 802 });
      await machines.delete(first);
      expect(await machines.get('Taken')).toEqual(second);
      expect((await machines.versions(second, 10)).items).toMatchObject([{ number: 1 }]);
    });

    it('keeps definitions verbatim, of any size and in any script', async () => {
      const large = JSON.stringify(noise(1_500_000));
      for (const [id, definition] of [
        ['odd', '{\n  "Comment" : "🧵 \\u00e9 \ud83e"\t}'],
        ['large', large],
        ['empty', ''],
      ] as const) {
        await machines.create(machine(`Text-${id}`, id), revision(id, definition));
        expect((await machines.revision(`Text-${id}`, id))?.definition).toBe(definition);
      }
    });

    versionContract(() => machines);
    aliasContract(() => machines);
    tagContract(() => machines);
  });
}
