/** What runs here. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isObject, parsePlainJson } from '../../core/json.ts';
import { projectFolder } from '../../core/local/project-folder.ts';

/** `treadle 0.1.0 (Node 24.21.0)` */
export function version(): string {
  const text = readFileSync(join(projectFolder(), 'package.json'), 'utf8');
  const description = parsePlainJson(text);
  const own = isObject(description) ? String(description.version) : '';
  return `treadle ${own} (Node ${process.versions.node})`;
}
