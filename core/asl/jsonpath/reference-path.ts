/** Reference paths: paths to one place in a document, where a result may be put. https://states-language.net/#path */

import { isObject, type Json, type JsonObject, setKey, textOf } from '../../json.ts';
import { StatesError } from '../errors.ts';
import { parsePath } from './parse.ts';
import type { Path } from './path.ts';
import { PathSyntaxError } from './syntax-error.ts';

type Key = string | number;

/**
 * The path, which must name one place by names and indexes only.
 *
 * @throws {PathSyntaxError} when it is no path, or could name several places
 */
export function parseReferencePath(text: string): Path {
  const path = parsePath(text);
  if (!path.plain) {
    throw new PathSyntaxError(`'${path.text}' must be a Reference Path`, 0);
  }
  return path;
}

/**
 * The document with the value at the path; objects that are missing on the way are created, an array element must exist.
 * The document itself stays as it is.
 *
 * @throws {StatesError} `States.ResultPathMatchFailure` where the document has something else in the way
 * @throws {PathSyntaxError} when the text is no reference path into the document
 */
export function setAtReferencePath(text: string, document: Json, value: Json): Json {
  const path = parseReferencePath(text);
  if (path.root.type !== 'document') {
    throw new PathSyntaxError(`'${path.text}' must be a Reference Path into the document`, 0);
  }
  const keys = path.steps.map(keyOf);
  const conflict = () =>
    new StatesError(
      'States.ResultPathMatchFailure',
      `Unable to apply ReferencePath ${path.text} to input ${textOf(document)}`,
    );
  return place(document, keys, 0, value, conflict);
}

function keyOf(step: Path['steps'][number]): Key {
  if (step.type === 'name') return step.name;
  if (step.type === 'index') return step.index;
  throw new PathSyntaxError('A Reference Path has names and indexes only', 0);
}

function place(
  document: Json | undefined,
  keys: Key[],
  depth: number,
  value: Json,
  conflict: () => StatesError,
): Json {
  const key = keys[depth];
  if (key === undefined) return value;
  if (typeof key === 'number') {
    const index = key < 0 && Array.isArray(document) ? document.length + key : key;
    if (!Array.isArray(document) || index < 0 || index >= document.length) throw conflict();
    const copy = [...document];
    copy[index] = place(document[index], keys, depth + 1, value, conflict);
    return copy;
  }
  if (document !== undefined && !isObject(document)) throw conflict();
  const source: JsonObject = document ?? {};
  const copy: JsonObject = { ...source };
  const member = Object.hasOwn(source, key) ? source[key] : undefined;
  setKey(copy, key, place(member, keys, depth + 1, value, conflict));
  return copy;
}
