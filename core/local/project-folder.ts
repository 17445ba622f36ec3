/** Where this package lies: its sources, or what was built of them. */

import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The folder of serverless.yml, at or above this file: bundles lie elsewhere than their sources. */
export function projectFolder(): string {
  let folder = import.meta.dirname;
  while (!existsSync(join(folder, 'serverless.yml'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error(`no serverless.yml at or above ${import.meta.dirname}`);
    folder = above;
  }
  return folder;
}
