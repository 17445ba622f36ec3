/** Fitting: our answer put into the normal form of the recorded one. */

import { isObject, type Json, type JsonObject, setKey } from '../../core/json.ts';
import { differences } from './differences.ts';
import { copyNames, fitText, type Names, normaliseText } from './names.ts';
import { isShuffled } from './parallel.ts';
import { isMeasured, isWordFor } from './placeholders.ts';

/**
 * Our value in the normal form of the recorded one: a JSON text is parsed where the recording shows an object, and
 * volatile values become the placeholders that stand for them. What differs in truth stays different.
 */
export function fitTo(recorded: Json | undefined, given: Json, names: Names, key = ''): Json {
  if (typeof recorded === 'string') {
    if (isWordFor(recorded, given, key)) return recorded;
    return typeof given === 'string' ? fitText(recorded, given, names) : fitFreely(given, names);
  }
  // Newer recordings have every text parsed that is JSON, not only objects.
  const ours = recorded !== undefined && typeof given === 'string' ? parsed(given) : given;
  if (Array.isArray(recorded)) {
    return Array.isArray(ours) ? fitArray(recorded, ours, names, key) : fitFreely(ours, names);
  }
  if (isObject(recorded)) return fitObject(recorded, ours, names);
  if (recorded !== undefined && isMeasured(key, ours)) return recorded;
  return fitFreely(ours, names);
}

/** The days on which AWS added members to its answers: a recording from before says nothing by their absence. */
const ADDED_ON: Readonly<Record<string, string>> = {
  encryptionConfiguration: '2024-07-25',
  RedriveCount: '2023-11-15',
  RedriveStatus: '2023-11-15',
  RedriveStatusReason: '2023-11-15',
};

function isOlderThan(key: string, { recordedOn }: Names): boolean {
  const added = Object.hasOwn(ADDED_ON, key) ? ADDED_ON[key] : undefined;
  return added !== undefined && recordedOn !== undefined && recordedOn < added;
}

function fitObject(recorded: JsonObject, value: Json, names: Names): Json {
  if (!isObject(value)) return fitFreely(value, names);
  const fitted: JsonObject = {};
  // The recording's order first: its early members name the values that later ones contain.
  const keys = new Set([...Object.keys(recorded), ...Object.keys(value)]);
  for (const key of keys) {
    const item = Object.hasOwn(value, key) ? value[key] : undefined;
    const expected = Object.hasOwn(recorded, key) ? recorded[key] : undefined;
    if (expected === undefined && isOlderThan(key, names)) continue;
    if (item !== undefined) setKey(fitted, key, fitTo(expected, item, names, key));
  }
  return fitted;
}

function parsed(text: string): Json {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

function fitArray(recorded: Json[], ours: Json[], names: Names, key: string): Json[] {
  const left = [...ours];
  const fitted: Json[] = [];
  for (let at = 0; left.length > 0; at++) {
    const expected = recorded[at];
    const chosen = isShuffled(expected) ? indexOfFitting(expected, left, names) : 0;
    const [item = null] = left.splice(chosen, 1);
    fitted.push(fitTo(expected, item, names, key));
  }
  return fitted;
}

/** The first of our shuffled neighbours which fits; else the first at all. */
function indexOfFitting(recorded: Json, left: Json[], names: Names): number {
  for (let i = 0; i < left.length; i++) {
    const item = left[i];
    if (item === undefined || !isShuffled(item)) break;
    if (differences(recorded, fitTo(recorded, item, copyNames(names))).length === 0) return i;
  }
  return 0;
}

function fitFreely(value: Json, names: Names): Json {
  if (typeof value === 'string') return normaliseText(value, names);
  if (Array.isArray(value)) return value.map((item) => fitFreely(item, names));
  if (!isObject(value)) return value;
  const fitted: JsonObject = {};
  for (const [key, item] of Object.entries(value)) setKey(fitted, key, fitFreely(item, names));
  return fitted;
}
