/** Writes `docs/feature-support.md`: `npm run docs`. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { renderFeatureSupport } from './feature-support/render.ts';

const FILE = join(import.meta.dirname, '../docs/feature-support.md');

writeFileSync(FILE, await renderFeatureSupport());
