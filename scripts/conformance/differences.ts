/** Where two JSON values differ. */

import { equalJson, isObject, type Json } from '../../core/json.ts';

/** One place at which two values differ; undefined where a side has nothing. */
export interface Difference {
  path: string;
  expected: Json | undefined;
  got: Json | undefined;
}

/** Every place at which the values differ, in the order of the expected one; members may stand in any order. */
export function differences(
  expected: Json | undefined,
  got: Json | undefined,
  path = '$',
): Difference[] {
  if (Array.isArray(expected) && Array.isArray(got)) {
    const length = Math.max(expected.length, got.length);
    return Array.from({ length }, (_, i) => i).flatMap((i) =>
      differences(expected[i], got[i], `${path}[${i}]`),
    );
  }
  if (isObject(expected) && isObject(got)) {
    // Of two different events, the types say most.
    const first = Object.hasOwn(expected, 'type') ? ['type'] : [];
    const keys = new Set([...first, ...Object.keys(expected), ...Object.keys(got)]);
    return [...keys].flatMap((key) =>
      differences(
        Object.hasOwn(expected, key) ? expected[key] : undefined,
        Object.hasOwn(got, key) ? got[key] : undefined,
        `${path}.${key}`,
      ),
    );
  }
  const same =
    expected === undefined || got === undefined ? expected === got : equalJson(expected, got);
  return same ? [] : [{ path, expected, got }];
}
