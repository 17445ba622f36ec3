/** Paths and intrinsic functions of a definition, parsed where they can be. */

import { type IntrinsicCall, parseIntrinsic } from '../intrinsics/parse.ts';
import { parsePath } from '../jsonpath/parse.ts';
import type { Path } from '../jsonpath/path.ts';
import { PathSyntaxError } from '../jsonpath/syntax-error.ts';

/** The path that a text spells, or undefined. */
export function pathOf(text: string): Path | undefined {
  return attempt(() => parsePath(text));
}

/** The call of an intrinsic function that a text spells, or undefined. */
export function callOf(text: string): IntrinsicCall | undefined {
  return text.startsWith('States.') ? attempt(() => parseIntrinsic(text)) : undefined;
}

/** What a text that is taken as it stands looks like: a path, an intrinsic function, or neither. */
export function likeness(text: string): 'JSONPath' | 'intrinsic function' | undefined {
  if (text.startsWith('$') && pathOf(text)) return 'JSONPath';
  return callOf(text) ? 'intrinsic function' : undefined;
}

function attempt<T>(parse: () => T): T | undefined {
  try {
    return parse();
  } catch (error) {
    if (error instanceof PathSyntaxError) return undefined;
    throw error;
  }
}
