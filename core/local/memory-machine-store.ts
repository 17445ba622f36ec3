/** The store of machines in memory. */

import type {
  Alias,
  AliasOutcome,
  MachineIdentity,
  MachineRecord,
  MachineStore,
  Revision,
  Tag,
  Version,
} from '../ports.ts';
import { compare, pageOf, sortable } from './memory-page.ts';
import { memoryTags } from './memory-tags.ts';

/** A machine with all that goes when it is deleted. */
interface Entry {
  machine: MachineRecord;
  tags: Tag[];
  lastVersion: number;
  versions: Map<number, Version>;
  aliases: Map<string, Alias>;
}

export function createMemoryMachineStore(): MachineStore {
  const entries = new Map<string, Entry>();
  const revisions = new Map<string, Revision>();
  const keepRevision = (machine: string, revision: Revision) =>
    revisions.set(`${machine}#${revision.id}`, revision);
  const entryOf = ({ name, createdAt }: MachineIdentity): Entry | undefined => {
    const entry = entries.get(name);
    return entry?.machine.createdAt === createdAt ? entry : undefined;
  };
  const put = ({ versions, aliases }: Entry, alias: Alias): AliasOutcome => {
    if (!alias.routes.every(({ version }) => versions.has(version))) {
      return { outcome: 'versionMissing' };
    }
    aliases.set(alias.name, alias);
    return { outcome: 'done', alias };
  };

  return {
    ...memoryTags(entries),
    async create(machine, revision, tags = []) {
      if (entries.has(machine.name)) return false;
      keepRevision(machine.name, revision);
      const entry = { machine, tags, lastVersion: 0, versions: new Map(), aliases: new Map() };
      entries.set(machine.name, entry);
      return true;
    },
    async addRevision(machine, revision) {
      keepRevision(machine, revision);
    },
    async update(machine, revision, expected) {
      const entry = entries.get(machine.name);
      if (entry?.machine.revisionId !== expected || entry.machine.status !== 'ACTIVE') return false;
      keepRevision(machine.name, revision);
      entry.machine = machine;
      return true;
    },
    get: async (name) => entries.get(name)?.machine,
    async list(limit, after) {
      const place = ({ createdAt, name }: MachineRecord) => sortable(createdAt, name);
      const found = [...entries.values()]
        .map(({ machine }) => machine)
        .sort((a, b) => compare(place(a), place(b)));
      return pageOf(found, place, limit, after, (candidate, last) => candidate > last);
    },
    revision: async (machine, revisionId) => revisions.get(`${machine}#${revisionId}`),
    async markDeleting(name) {
      const entry = entries.get(name);
      if (!entry) return undefined;
      entry.machine = { ...entry.machine, status: 'DELETING' };
      return entry.machine;
    },
    async delete(machine) {
      if (entryOf(machine)) entries.delete(machine.name);
    },

    async publish(name, { expected, ...facts }) {
      const entry = entries.get(name);
      if (!entry) return { outcome: 'machineMissing' };
      const { revisionId } = entry.machine;
      if (expected !== undefined && expected !== revisionId) return { outcome: 'stale' };
      const last = entry.versions.get(entry.lastVersion);
      if (last?.revisionId === revisionId) return { outcome: 'published', version: last };
      entry.lastVersion += 1;
      const version: Version = { number: entry.lastVersion, revisionId, ...facts };
      entry.versions.set(version.number, version);
      return { outcome: 'published', version };
    },
    version: async (machine, number) => entryOf(machine)?.versions.get(number),
    async versions(machine, limit, after) {
      const place = ({ number }: Version) => sortable(number, '');
      const found = [...(entryOf(machine)?.versions.values() ?? [])].reverse();
      return pageOf(found, place, limit, after, (candidate, last) => candidate < last);
    },
    async deleteVersion(machine, number) {
      const { aliases = new Map<string, Alias>(), versions } = entryOf(machine) ?? {};
      const users = [...aliases.values()].filter(({ routes }) =>
        routes.some(({ version }) => version === number),
      );
      if (users.length === 0) versions?.delete(number);
      return users.map(({ name }) => name);
    },

    alias: async (machine, name) => entryOf(machine)?.aliases.get(name),
    async aliases(machine) {
      const place = ({ createdAt, name }: Alias) => sortable(createdAt, name);
      return [...(entryOf(machine)?.aliases.values() ?? [])].sort((a, b) =>
        compare(place(a), place(b)),
      );
    },
    async createAlias(machine, alias) {
      const entry = entryOf(machine);
      if (!entry) return { outcome: 'missing' };
      const existing = entry.aliases.get(alias.name);
      return existing ? { outcome: 'exists', alias: existing } : put(entry, alias);
    },
    async changeAlias(machine, name, change) {
      const entry = entryOf(machine);
      const alias = entry?.aliases.get(name);
      return entry && alias ? put(entry, change(alias)) : { outcome: 'missing' };
    },
    async deleteAlias(machine, name) {
      entryOf(machine)?.aliases.delete(name);
    },
  };
}
