/** Parses the condition of a JSONPath filter, `?(…)`. */

import type { Json } from '../../json.ts';
import type { Cursor } from './cursor.ts';
import { operatorNames } from './operators.ts';
import type { Operand, Path, Test } from './path.ts';
import { parseRegex } from './regex.ts';

type ReadPath = (cursor: Cursor) => Path;

/** Reads `(condition)` at the cursor. */
export function parseFilter(cursor: Cursor, readPath: ReadPath): Test {
  cursor.expect('(');
  const test = readOr(cursor, readPath);
  cursor.skipBlanks();
  cursor.expect(')');
  return test;
}

/** Reads a path, a literal or a regular expression at the cursor. */
export function parseOperand(cursor: Cursor, readPath: ReadPath): Operand {
  cursor.skipBlanks();
  if (cursor.char === '@' || cursor.char === '$') return { type: 'path', path: readPath(cursor) };
  if (cursor.char === '/') return readRegex(cursor);
  return { type: 'literal', value: readLiteral(cursor) };
}

function readOr(cursor: Cursor, readPath: ReadPath): Test {
  return readList(cursor, 'or', '||', () => readAnd(cursor, readPath));
}

function readAnd(cursor: Cursor, readPath: ReadPath): Test {
  return readList(cursor, 'and', '&&', () => readUnary(cursor, readPath));
}

function readList(cursor: Cursor, type: 'and' | 'or', token: string, read: () => Test): Test {
  const first = read();
  const tests = [first];
  for (cursor.skipBlanks(); cursor.take(token); cursor.skipBlanks()) tests.push(read());
  return tests.length === 1 ? first : { type, tests };
}

function readUnary(cursor: Cursor, readPath: ReadPath): Test {
  cursor.skipBlanks();
  if (cursor.take('!')) {
    return { type: 'not', test: cursor.nested(() => readUnary(cursor, readPath)) };
  }
  if (cursor.take('(')) {
    const test = cursor.nested(() => readOr(cursor, readPath));
    cursor.skipBlanks();
    cursor.expect(')');
    return test;
  }
  return readComparison(cursor, readPath);
}

function readComparison(cursor: Cursor, readPath: ReadPath): Test {
  const left = parseOperand(cursor, readPath);
  cursor.skipBlanks();
  const operator = readOperator(cursor);
  if (operator !== undefined) {
    return { type: 'compare', operator, left, right: parseOperand(cursor, readPath) };
  }
  if (left.type === 'path') return { type: 'exists', path: left.path };
  return cursor.fail('Expected logical operator');
}

function readOperator(cursor: Cursor): string | undefined {
  if ('=!<>'.includes(cursor.char) && cursor.char !== '') {
    const operator = cursor.takeWhile((char) => '=!<>~'.includes(char));
    if (!operatorNames.has(operator)) cursor.fail(`Filter operator ${operator} is not supported!`);
    return operator;
  }
  const word = cursor.takeWhile((char) => /[a-zA-Z]/.test(char)).toLowerCase();
  if (word === '') return undefined;
  if (!operatorNames.has(word)) cursor.fail(`Filter operator ${word} is not supported!`);
  return word;
}

function readRegex(cursor: Cursor): Operand {
  cursor.expect('/');
  const start = cursor.at;
  while (cursor.char !== '/') {
    if (cursor.done) cursor.fail('Pattern not closed. Expected / ');
    cursor.at += cursor.char === '\\' ? 2 : 1;
  }
  const source = cursor.text.slice(start, cursor.at);
  cursor.expect('/');
  const flags = cursor.takeWhile((char) => /[a-zA-Z]/.test(char));
  return { type: 'regex', regex: parseRegex(source, flags, start) };
}

function readLiteral(cursor: Cursor): Json {
  if (cursor.char === "'" || cursor.char === '"') return readText(cursor);
  if (cursor.char === '[') return cursor.nested(() => readArray(cursor));
  const value = cursor.takeConstant();
  if (value !== undefined) return value;
  const word = cursor.takeWhile((char) => /[\w-]/.test(char));
  // samples of AWS write texts without quotes: ?(@.status == Failure)
  return word === '' ? cursor.fail('Could not determine the type of the value') : word;
}

function readText(cursor: Cursor): string {
  const quote = cursor.char;
  cursor.at++;
  let text = '';
  while (!cursor.take(quote)) {
    if (cursor.done) cursor.fail(`String literal does not have matching quotes. Expected ${quote}`);
    if (cursor.char === '\\') cursor.at++;
    text += cursor.char;
    cursor.at++;
  }
  return text;
}

function readArray(cursor: Cursor): Json[] {
  cursor.expect('[');
  const values: Json[] = [];
  cursor.skipBlanks();
  while (!cursor.take(']')) {
    if (values.length > 0) cursor.expect(',');
    cursor.skipBlanks();
    values.push(readLiteral(cursor));
    cursor.skipBlanks();
  }
  return values;
}
