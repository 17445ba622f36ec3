/** What a test derived from earlier answers, by the key under which the recording holds it. */

import { isObject, type Json } from '../../core/json.ts';

/** Derives a value from all execution histories which the case has read so far, oldest first. */
type Derive = (histories: Json[]) => Json;

export const derivations: Record<string, Derive> = {
  cases: (histories) => histories.map(inputAndOutput),
};

function inputAndOutput(history: Json): Json {
  const events = isObject(history) && Array.isArray(history.events) ? history.events : [];
  return {
    input: detail(events.at(0), 'executionStartedEventDetails', 'input'),
    output: detail(events.at(-1), 'executionSucceededEventDetails', 'output'),
  };
}

function detail(event: Json | undefined, details: string, member: string): Json {
  const found = isObject(event) ? event[details] : undefined;
  return (isObject(found) ? found[member] : undefined) ?? null;
}
