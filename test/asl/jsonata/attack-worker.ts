/** Runs every attack one after the other in a thread with a small heap; posts what became of each. */

import { parentPort } from 'node:worker_threads';
import { attackInput, attacks } from './attacks.ts';
import { failure } from './scope.ts';

const input = attackInput();
for (const [name, [expression]] of Object.entries(attacks)) {
  const outcome = await failure(expression, input);
  parentPort?.postMessage({ name, outcome: outcome.slice(0, 200) });
}
