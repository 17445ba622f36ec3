/** The part of the contract of machines that concerns their aliases. */

import { describe, expect, it } from 'vitest';
import { type Alias, Contended, type MachineStore } from '../../core/ports.ts';
import { machineWithVersions } from './machine-versions.ts';
import { machine, revision } from './samples.ts';

function alias(name: string, version: number, rest: Partial<Alias> = {}): Alias {
  const routes = [{ version, weight: 100 }];
  return { name, routes, createdAt: 4_000, updatedAt: 4_000, ...rest };
}

export function aliasContract(store: () => MachineStore): void {
  describe('aliases', () => {
    it('are found, changed and deleted', async () => {
      const owner = await machineWithVersions(store(), 'Aliased', 2);
      const made = alias('live', 1, { description: 'what customers see' });
      expect(await store().createAlias(owner, made)).toEqual({ outcome: 'done', alias: made });
      expect(await store().alias(owner, 'live')).toEqual(made);
      const routes = [
        { version: 1, weight: 90 },
        { version: 2, weight: 10 },
      ];
      const changed = { ...made, routes, updatedAt: 5_000 };
      expect(await store().changeAlias(owner, 'live', () => changed)).toEqual({
        outcome: 'done',
        alias: changed,
      });
      expect(await store().alias(owner, 'live')).toEqual(changed);
      for (let i = 0; i < 2; i++) await store().deleteAlias(owner, 'live');
      expect(await store().alias(owner, 'live')).toBeUndefined();
      expect(await store().changeAlias(owner, 'live', (same) => same)).toEqual({
        outcome: 'missing',
      });
    });

    it('keep the first of a name', async () => {
      const owner = await machineWithVersions(store(), 'OneAlias', 2);
      const outcomes = await Promise.all(
        [1, 2, 1].map((version) => store().createAlias(owner, alias('live', version))),
      );
      expect(outcomes.filter(({ outcome }) => outcome === 'done')).toHaveLength(1);
      const kept = await store().alias(owner, 'live');
      for (const each of outcomes) expect(each).toMatchObject({ alias: kept });
    });

    it('are listed in the order of creation', async () => {
      const owner = await machineWithVersions(store(), 'ListedAliases', 1);
      for (const [place, name] of ['b', 'c', 'a'].entries()) {
        await store().createAlias(owner, alias(name, 1, { createdAt: 4_000 + place }));
      }
      expect((await store().aliases(owner)).map(({ name }) => name)).toEqual(['b', 'c', 'a']);
    });

    it('route only to versions that are there', async () => {
      const owner = await machineWithVersions(store(), 'Routed', 2);
      await store().deleteVersion(owner, 2);
      const missing = { outcome: 'versionMissing' };
      expect(await store().createAlias(owner, alias('live', 2))).toEqual(missing);
      await store().createAlias(owner, alias('live', 1));
      expect(await store().changeAlias(owner, 'live', () => alias('live', 3))).toEqual(missing);
      expect(await store().alias(owner, 'live')).toEqual(alias('live', 1));
    });

    it('hold the versions that they route to', async () => {
      const owner = await machineWithVersions(store(), 'Held', 2);
      await store().createAlias(owner, alias('live', 1));
      await store().createAlias(owner, alias('next', 1));
      expect(await store().deleteVersion(owner, 1)).toEqual(['live', 'next']);
      await store().changeAlias(owner, 'live', () => alias('live', 2));
      await store().deleteAlias(owner, 'next');
      expect(await store().deleteVersion(owner, 1)).toEqual([]);
      expect(await store().deleteVersion(owner, 2)).toEqual(['live']);
    });

    it('never lead to a version that was deleted while they were written', async () => {
      const owner = await machineWithVersions(store(), 'Dangling', 24);
      await store().createAlias(owner, alias('moved', 24));
      const attempt = async (write: () => Promise<unknown>) => {
        try {
          await write();
        } catch (error) {
          if (!(error instanceof Contended)) throw error;
        }
      };
      for (let number = 1; number < 24; number += 2) {
        await Promise.all([
          attempt(() => store().createAlias(owner, alias(`to-${number}`, number))),
          attempt(() => store().deleteVersion(owner, number)),
          attempt(() => store().changeAlias(owner, 'moved', () => alias('moved', number + 1))),
          attempt(() => store().deleteVersion(owner, number + 1)),
        ]);
        for (const { routes } of await store().aliases(owner)) {
          for (const { version } of routes) {
            expect(await store().version(owner, version)).toBeDefined();
          }
        }
      }
    });

    it('go with their machine', async () => {
      const owner = await machineWithVersions(store(), 'GoneAliases', 1);
      await store().createAlias(owner, alias('live', 1));
      await store().delete(owner);
      expect(await store().alias(owner, 'live')).toBeUndefined();
      const next = machine('GoneAliases', 'n1', 8_000);
      await store().create(next, revision('n1'));
      expect(await store().aliases(next)).toEqual([]);
    });
  });
}
