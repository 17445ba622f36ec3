/** Puts values in the place of `${Names}` in a definition's text. */

import type { Position } from '../../../core/local/definition-file.ts';

export interface Substituted {
  text: string;
  /** Names without a value, and where they stand first. */
  missing: (Position & { name: string })[];
}

/** `${!Name}` stands for `${Name}`, as in CloudFormation's Fn::Sub. */
const PLACEHOLDER = /\$\{(!?)([A-Za-z][\w.:-]*)\}/g;

/** @param format of JSON, values become parts of texts, escaped as these have to be */
export function substitute(
  text: string,
  values: ReadonlyMap<string, string>,
  format: 'json' | 'yaml',
): Substituted {
  const missing = new Map<string, Position & { name: string }>();
  const replaced = text.replaceAll(
    PLACEHOLDER,
    (whole, literal: string, name: string, at: number) => {
      if (literal !== '') return `\${${name}}`;
      const value = values.get(name);
      if (value !== undefined)
        return format === 'json' ? JSON.stringify(value).slice(1, -1) : value;
      if (!missing.has(name)) missing.set(name, { name, ...placeOf(text, at) });
      return whole;
    },
  );
  return { text: replaced, missing: [...missing.values()] };
}

function placeOf(text: string, offset: number): Position {
  const before = text.slice(0, offset);
  return { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
}
