/** The order of parallel events: branches race, so recordings with a Parallel state hold their events sorted. */

import { isObject, type Json, type JsonObject, setKey } from '../../core/json.ts';

/** Tells whether an event was taken out of its place: its id is then `[0]`. */
export function isShuffled(event: Json | undefined): event is JsonObject {
  return isObject(event) && Array.isArray(event.id);
}

const ENDS = new Set([
  'ParallelStateSucceeded',
  'ParallelStateFailed',
  'ParallelStateAborted',
  'ParallelStateExited',
]);

/**
 * The events as a reworked recording holds them: those after ParallelStateStarted have lost their ids, and the event
 * that ends the state is missing. The next event after a missing one was passed over (it is looked at no more), and
 * where states nest, the outer end drops all that followed the innermost start but the events collected since then.
 */
export function shuffleParallel(events: Json[]): Json[] {
  const shuffled = [...events];
  let inside = false;
  let start = 0;
  let collected: Json[] = [];
  for (let i = 0; i < shuffled.length; i++) {
    const event = shuffled[i];
    if (!isObject(event)) continue;
    const type = String(event.type);
    if (type === 'ParallelStateStarted') {
      inside = true;
      start = i + 1;
      collected = [];
    } else if (ENDS.has(type)) {
      shuffled.splice(start, i + 1 - start, ...collected);
      inside = false;
    } else if (inside) {
      const taken: JsonObject = {};
      for (const [key, value] of Object.entries(event)) setKey(taken, key, value);
      taken.id = [0];
      taken.previousEventId = 0;
      shuffled[i] = taken;
      collected.push(taken);
    }
  }
  return shuffled;
}
