/** Writes docs/cli.md out of the help texts. */

import { writeFileSync } from 'node:fs';
import { cliPage } from './cli/page.ts';

writeFileSync(new URL('../docs/cli.md', import.meta.url), cliPage());
