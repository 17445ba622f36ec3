/** The commands of the CLI: one row each. */

import type { Commands } from '../command.ts';
import { completion } from './completion.ts';
import { deploy } from './deploy.ts';
import { doctor } from './doctor.ts';
import { fork } from './fork.ts';
import { graph } from './graph.ts';
import { help } from './help.ts';
import { logs } from './logs.ts';
import { ls } from './ls.ts';
import { redrive } from './redrive.ts';
import { run } from './run.ts';
import { start } from './start.ts';
import { stop } from './stop.ts';
import { testState } from './test-state.ts';
import { validate } from './validate.ts';

export const commands: Commands = {
  run,
  validate,
  graph,
  'test-state': testState,
  start,
  deploy,
  ls,
  logs,
  stop,
  redrive,
  fork,
  doctor,
  completion,
  help,
};
