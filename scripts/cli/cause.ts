/** The cause of an error, in a line. */

import { isObject, type Json, parsePlainJson } from '../../core/json.ts';

const LONGEST = 300;

/** A function's error is JSON with a trace; its message says enough. */
export function causeLine(cause: string): string {
  const line = (messageIn(cause) ?? cause).replaceAll(/\s+/g, ' ');
  return line.length > LONGEST ? `${line.slice(0, LONGEST)}…` : line;
}

function messageIn(cause: string): string | undefined {
  if (!cause.startsWith('{')) return undefined;
  let value: Json;
  try {
    value = parsePlainJson(cause);
  } catch {
    return undefined;
  }
  const message = isObject(value) ? value.errorMessage : undefined;
  return typeof message === 'string' ? message : undefined;
}
