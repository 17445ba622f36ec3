/** Keys that stand twice in one object of a JSON text, which a parser would silently reduce to the last. */

import type { Context } from './problem.ts';

interface Container {
  /** The location of an object's members; of an array, that of the array itself. */
  at: string;
  /** The keys of an object so far; absent for an array. */
  keys?: Set<string>;
  /** The last key of an object. */
  key: string;
  /** The position of the next item of an array. */
  index: number;
}

const STRUCTURE = /["{}[\],]/g;
const STATES = /(^|\/)States$/;

/** Reports each key that an object repeats. The text must be JSON. */
export function checkKeys(text: string, report: Context['report']): void {
  const open: Container[] = [];
  let expectsKey = false;
  STRUCTURE.lastIndex = 0;
  for (let found = STRUCTURE.exec(text); found; found = STRUCTURE.exec(text)) {
    const container = open.at(-1);
    const char = found[0];
    if (char === '"') {
      const end = endOfString(text, found.index);
      if (container?.keys && expectsKey) {
        addKey(container, JSON.parse(text.slice(found.index, end)), report);
      }
      expectsKey = false;
      STRUCTURE.lastIndex = end;
    } else if (char === '{' || char === '[') {
      open.push(openContainer(char, container));
      expectsKey = true;
    } else if (char === ',') {
      if (container) container.index++;
      expectsKey = true;
    } else open.pop();
  }
}

function openContainer(char: string, outer: Container | undefined): Container {
  let at = '';
  if (outer) at = outer.keys ? `${outer.at}/${outer.key}` : `${outer.at}[${outer.index}]`;
  return { at, key: '', index: 0, ...(char === '{' && { keys: new Set<string>() }) };
}

function addKey(container: Container, key: string, report: Context['report']): void {
  container.key = key;
  const { keys, at } = container;
  if (keys?.has(key)) {
    const isState = STATES.test(at);
    report(
      isState ? `Duplicate State name: ${key}` : `Duplicate field '${key}'`,
      `${at}/${key}`,
      isState ? 'DUPLICATE_STATE_NAME' : 'INVALID_JSON_DESCRIPTION',
    );
  }
  keys?.add(key);
}

/** The offset behind the closing quote of the string that opens at an offset. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  for (; isEscaped(text, end); end = text.indexOf('"', end + 1));
  return end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - slashes - 1] === '\\') slashes++;
  return slashes % 2 === 1;
}
