/** Parses JSONPath as Jayway's library does, which AWS runs. https://github.com/json-path/JsonPath */

import { memoise } from './cache.ts';
import { Cursor } from './cursor.ts';
import { parseFilter, parseOperand } from './filter-parse.ts';
import { functionNames } from './functions.ts';
import type { Operand, Path, PathRoot, Step } from './path.ts';

/** No document is deeper, and what recurses over the steps stays far from the end of the stack. */
const MAX_STEPS = 1_000;

/**
 * The path that a text spells; blanks around it do not count. Parsed once per text.
 *
 * @throws {PathSyntaxError} in Jayway's words, with the offset
 */
export const parsePath: (text: string) => Path = memoise((text) => {
  const cursor = new Cursor(text);
  if (cursor.char !== '$') cursor.fail("Path must start with '$'");
  const path = readPath(cursor);
  if (!cursor.done) cursor.fail(`Illegal character '${cursor.char}'`);
  return path;
});

/** Reads one path and stops behind it; inside a filter or a call, where more text follows. */
export function readPath(cursor: Cursor): Path {
  const start = cursor.at;
  const root = readRoot(cursor);
  const steps: Step[] = [];
  while (cursor.char === '.' || cursor.char === '[') {
    if (steps.length > MAX_STEPS) cursor.fail(`Path has more than ${MAX_STEPS} steps`);
    const dotted = readDots(cursor, steps);
    if (cursor.char === '[') steps.push(readBracket(cursor));
    else if (dotted) steps.push(readName(cursor));
    // behind a bracket a name needs no dot
    if (/\w/.test(cursor.char) && cursor.text[cursor.at - 1] === ']') steps.push(readName(cursor));
  }
  const definite = isDefinite(steps);
  const plain = steps.every((step) => step.type === 'name' || step.type === 'index');
  return { text: cursor.text.slice(start, cursor.at), root, steps, definite, plain };
}

/** Reads `.` or `..`; tells whether there was one. */
function readDots(cursor: Cursor, steps: Step[]): boolean {
  if (!cursor.take('.')) return false;
  if (cursor.take('.')) steps.push({ type: 'descend' });
  if (cursor.done) cursor.fail("Path must not end with a '.' or '..'");
  if (cursor.char === '.') cursor.fail("Character '.' is not valid");
  return true;
}

function readRoot(cursor: Cursor): PathRoot {
  if (cursor.take('@')) return { type: 'item' };
  if (cursor.take('$$')) return { type: 'context' };
  cursor.expect('$');
  const name = cursor.takeWhile((char) => /[\p{ID_Continue}]/u.test(char));
  if (name === '') return { type: 'document' };
  if (!/^[\p{ID_Start}_]/u.test(name)) cursor.fail(`Illegal variable name '${name}'`);
  return { type: 'variable', name };
}

/** A path is definite when no step can yield several values, or a function later makes one of them. */
function isDefinite(steps: Step[]): boolean {
  return steps.every((step, i) => {
    if (step.type === 'name' || step.type === 'index' || step.type === 'call') return true;
    // several names at the end are gathered into one object
    if (step.type === 'names' && i === steps.length - 1) return true;
    return steps.slice(i + 1).some((later) => later.type === 'call');
  });
}

function readName(cursor: Cursor): Step {
  if (cursor.take('*')) return { type: 'wildcard' };
  const name = cursor.takeWhile((char) => !' .[()\t\n\r,]=<>!&|~\'"'.includes(char));
  if (name === '') cursor.fail('Could not parse token starting');
  if (cursor.char === '(') return readCall(cursor, name);
  return { type: 'name', name };
}

function readCall(cursor: Cursor, name: string): Step {
  if (!functionNames.has(name)) cursor.fail(`Function with name: ${name} does not exist, found`);
  cursor.expect('(');
  const args: Operand[] = [];
  cursor.skipBlanks();
  while (!cursor.take(')')) {
    if (args.length > 0) cursor.expect(',');
    args.push(cursor.nested(() => parseOperand(cursor, readPath)));
    cursor.skipBlanks();
  }
  return { type: 'call', name, arguments: args };
}

function readBracket(cursor: Cursor): Step {
  cursor.expect('[');
  cursor.skipBlanks();
  const step = readSelector(cursor);
  cursor.skipBlanks();
  cursor.expect(']');
  return step;
}

function readSelector(cursor: Cursor): Step {
  if (cursor.take('*')) return { type: 'wildcard' };
  if (cursor.char === "'" || cursor.char === '"') return readNames(cursor);
  if (cursor.take('?')) {
    cursor.skipBlanks();
    return { type: 'filter', test: cursor.nested(() => parseFilter(cursor, readPath)) };
  }
  if (/[-\d:]/.test(cursor.char)) return readIndexes(cursor);
  const fromEnd = /^\(@\.length\s*-\s*(\d+)\)/.exec(cursor.text.slice(cursor.at, cursor.at + 40));
  if (fromEnd) {
    cursor.at += fromEnd[0].length;
    return { type: 'index', index: -Number(fromEnd[1]) };
  }
  return cursor.fail("Could not parse token, expected ?, ', 0-9, * ");
}

function readNames(cursor: Cursor): Step {
  const names = [readQuoted(cursor)];
  for (cursor.skipBlanks(); cursor.take(','); cursor.skipBlanks()) {
    cursor.skipBlanks();
    if (cursor.char !== "'" && cursor.char !== '"') cursor.fail('Found empty property');
    names.push(readQuoted(cursor));
  }
  const [name] = names;
  return names.length === 1 && name !== undefined
    ? { type: 'name', name }
    : { type: 'names', names };
}

/** A name in quotes. A backslash guards a quote or a backslash and is otherwise ordinary, as AWS has it. */
function readQuoted(cursor: Cursor): string {
  const quote = cursor.char;
  cursor.at++;
  let name = '';
  while (!cursor.take(quote)) {
    if (cursor.done) cursor.fail(`Property has not been closed - missing closing ${quote}`);
    if (cursor.startsWith(`\\${quote}`) || cursor.startsWith('\\\\')) cursor.at++;
    name += cursor.char;
    cursor.at++;
  }
  return name;
}

function readIndexes(cursor: Cursor): Step {
  const start = cursor.at;
  const text = cursor.takeWhile((char) => /[-\d:, ]/.test(char)).replaceAll(' ', '');
  const slice = /^(-?\d+)?:(-?\d+)?$/.exec(text);
  if (slice) {
    const [, from, to] = slice;
    return { type: 'slice', from: bound(from), to: bound(to) };
  }
  if (!/^-?\d+(,-?\d+)*$/.test(text)) {
    cursor.at = start;
    cursor.fail(
      `Failed to parse ${text.includes(':') ? 'SliceOperation' : 'ArrayIndexOperation'}: ${text}`,
    );
  }
  const indexes = text.split(',').map(Number);
  const [index] = indexes;
  return indexes.length === 1 && index !== undefined
    ? { type: 'index', index }
    : { type: 'indexes', indexes };
}

function bound(text: string | undefined): number | undefined {
  return text === undefined ? undefined : Number(text);
}
