/** The commands of the CLI: one row each. */

import type { Commands } from '../command.ts';
import { help } from './help.ts';
import { logs } from './logs.ts';
import { ls } from './ls.ts';
import { run } from './run.ts';
import { stop } from './stop.ts';
import { validate } from './validate.ts';

export const commands: Commands = { run, validate, ls, logs, stop, help };
