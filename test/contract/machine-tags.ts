/** The part of the contract of machines that concerns their tags; those of activities are kept in the same way. */

import { describe, expect, it } from 'vitest';
import type { MachineStore } from '../../core/ports.ts';
import { machine, revision } from './samples.ts';

const TAGS = [
  { key: 'team', value: 'orders' },
  { key: 'cost', value: '' },
];

export function tagContract(store: () => MachineStore): void {
  describe('tags', () => {
    it('come with the machine, stay through its updates and go with it', async () => {
      await store().create(machine('Tagged', 'r1'), revision('r1'), TAGS);
      expect(await store().tags('Tagged')).toEqual(TAGS);
      await store().update(machine('Tagged', 'r2'), revision('r2'), 'r1');
      expect(await store().tags('Tagged')).toEqual(TAGS);
      await store().delete(machine('Tagged', 'r2'));
      expect(await store().tags('Tagged')).toBeUndefined();
      await store().create(machine('Tagged', 'r3', 9), revision('r3'));
      expect(await store().tags('Tagged')).toEqual([]);
    });

    it('are changed together, or not at all', async () => {
      await store().create(machine('Retagged', 'r1'), revision('r1'), TAGS);
      expect(await store().changeTags('Retagged', ([first]) => (first ? [first] : []))).toBe(true);
      expect(await store().tags('Retagged')).toEqual(TAGS.slice(0, 1));
      const refuse = () => {
        throw new Error('too many');
      };
      await expect(store().changeTags('Retagged', refuse)).rejects.toThrow('too many');
      expect(await store().tags('Retagged')).toEqual(TAGS.slice(0, 1));
    });

    it('keep what several add at once', async () => {
      await store().create(machine('Busy', 'r1'), revision('r1'));
      const keys = ['a', 'b', 'c', 'd', 'e'];
      await Promise.all(
        keys.map((key) => store().changeTags('Busy', (tags) => [...tags, { key, value: '' }])),
      );
      expect((await store().tags('Busy'))?.map(({ key }) => key).sort()).toEqual(keys);
    });

    it('belong to nothing where there is no machine', async () => {
      expect(await store().tags('Nothing')).toBeUndefined();
      expect(await store().changeTags('Nothing', () => TAGS)).toBe(false);
      expect(await store().get('Nothing')).toBeUndefined();
    });
  });
}
