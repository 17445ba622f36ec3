/** The tags of what a store in memory holds. */

import type { Tag, Tagged } from '../ports.ts';

/** Reads and changes the tags of the entries, by their names. */
export function memoryTags(entries: ReadonlyMap<string, { tags: Tag[] }>): Tagged {
  return {
    tags: async (name) => entries.get(name)?.tags,
    async changeTags(name, change) {
      const entry = entries.get(name);
      if (entry) entry.tags = change(entry.tags);
      return entry !== undefined;
    },
  };
}
