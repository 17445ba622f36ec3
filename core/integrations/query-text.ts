/** The query of a URL, from parameters that may each have several values. */

import { isObject, type Json, textOf } from '../json.ts';

/** `?a=1&a=2`, or nothing where there are no parameters. */
export function queryText(parameters: Json): string {
  if (!isObject(parameters)) return '';
  const pairs = Object.entries(parameters).flatMap(([name, value]) =>
    (Array.isArray(value) ? value : [value])
      .filter((item) => item !== null)
      .map((item) => `${encodeURIComponent(name)}=${encodeURIComponent(plain(item))}`),
  );
  return pairs.length === 0 ? '' : `?${pairs.join('&')}`;
}

function plain(value: Json): string {
  return typeof value === 'string' ? value : textOf(value);
}
