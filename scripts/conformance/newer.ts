/** What AWS answers differently today than when some of the cases were recorded. */

import { isObject, type Json, type JsonObject } from '../../core/json.ts';

/**
 * Recorded answers as AWS would give them now: since November 2024 the exit of a distributed Map points back to the start of its Map
 * Run, no longer to its end.
 */
export function asOfToday(recorded: JsonObject): JsonObject {
  for (const answer of Object.values(recorded)) {
    if (isObject(answer) && Array.isArray(answer.events)) pointExitsToStarts(answer.events);
  }
  return recorded;
}

function pointExitsToStarts(events: Json[]): void {
  const started: Json[] = [];
  let ended: Json | undefined;
  for (const event of events) {
    if (!isObject(event)) continue;
    if (event.type === 'MapRunStarted') started.push(event.id ?? null);
    if (event.type === 'MapRunSucceeded') ended = event.id;
    const exits = event.type === 'MapStateExited' && ended !== undefined;
    if (exits && event.previousEventId === ended) event.previousEventId = started.at(-1) ?? null;
    if (exits) ended = undefined;
  }
}
