/** What expressions refer to, read without compiling them: enough to check a definition. */

import { loadedLibrary, syntaxError } from './compile.ts';
import { collectReferences, type References } from './references.ts';
import { scanExpression } from './scan.ts';
import type { Node } from './syntax.ts';

/** The parser sets itself up anew for each text, which costs ten times what a short expression does: so many in one. */
const GROUP = 64;
const GROUP_LENGTH = 8_192;

/**
 * What an expression refers to. `loadJsonata()` must have been awaited.
 *
 * @throws {ExpressionSyntaxError} when the text is none
 */
export function readExpression(text: string): References {
  const { compile, functions } = loadedLibrary();
  scanExpression(text);
  try {
    return collectReferences(compile(text).ast(), (name) => functions.has(name));
  } catch (error) {
    throw syntaxError(error);
  }
}

/**
 * What each of many expressions refers to, by its text; those that are left out have to be read one by one, the wrong ones
 * among them. `loadJsonata()` must have been awaited.
 */
export function readExpressions(texts: ReadonlySet<string>): Map<string, References> {
  const found = new Map<string, References>();
  let group: string[] = [];
  let length = 0;
  for (const text of texts) {
    if (!standsAlone(text)) continue;
    group.push(text);
    length += text.length;
    if (group.length < GROUP && length < GROUP_LENGTH) continue;
    readGroup(group, found);
    group = [];
    length = 0;
  }
  readGroup(group, found);
  return found;
}

/**
 * Whether a text that is right within an array is right by itself: everything that it opens it closes. Slashes are left
 * out, since where they open a comment or a regular expression is the parser's to say.
 */
function standsAlone(text: string): boolean {
  if (text === '' || text.includes('/')) return false;
  try {
    return scanExpression(text).closed;
  } catch {
    return false;
  }
}

function readGroup(group: string[], found: Map<string, References>): void {
  if (group.length === 0) return;
  const nodes = parseGroup(group);
  if (nodes) {
    const { functions } = loadedLibrary();
    for (const [i, text] of group.entries()) {
      const node = nodes[i];
      // alone, a range is an error
      if (!node || (node.type === 'binary' && node.value === '..')) continue;
      found.set(
        text,
        collectReferences(node, (name) => functions.has(name)),
      );
    }
  } else if (group.length > 1) {
    const middle = group.length >> 1;
    readGroup(group.slice(0, middle), found);
    readGroup(group.slice(middle), found);
  }
}

/** The trees of all, or undefined where one of them is wrong. */
function parseGroup(group: string[]): Node[] | undefined {
  try {
    const { expressions } = loadedLibrary().compile.parser(`[${group.join('\n,')}\n]`);
    return expressions?.length === group.length ? expressions : undefined;
  } catch {
    return undefined;
  }
}
