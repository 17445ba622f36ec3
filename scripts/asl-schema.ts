/** Writes asl.schema.json, by which editors check and complete definitions. */

import { writeFileSync } from 'node:fs';
import { aslSchema } from './asl-schema/schema.ts';

writeFileSync(
  new URL('../asl.schema.json', import.meta.url),
  `${JSON.stringify(aslSchema(), undefined, 2)}\n`,
);
