/** Parses calls of intrinsic functions, `States.Format('…', $.a)`. https://states-language.net/#intrinsic-functions */

import type { Json } from '../../json.ts';
import { memoise } from '../jsonpath/cache.ts';
import { Cursor } from '../jsonpath/cursor.ts';
import { readPath } from '../jsonpath/parse.ts';
import type { Path } from '../jsonpath/path.ts';
import type { Intrinsic } from './define.ts';
import { intrinsics } from './index.ts';

export interface IntrinsicCall {
  /** The call as it was written. */
  text: string;
  intrinsic: Intrinsic;
  arguments: IntrinsicArgument[];
}

export type IntrinsicArgument =
  | { type: 'path'; path: Path }
  | { type: 'literal'; value: Json }
  | { type: 'call'; call: IntrinsicCall };

const MAX_NESTED_CALLS = 10;

/** Whether a text is meant as an intrinsic function rather than as a path. */
export function isIntrinsic(text: string): boolean {
  return text.trimStart().startsWith('States.');
}

/**
 * The call that a text spells; parsed once per text.
 *
 * @throws {PathSyntaxError} with the offset: an unknown function, a wrong number of arguments, a literal of the
 *   wrong kind, an illegal escape
 */
export const parseIntrinsic: (text: string) => IntrinsicCall = memoise((text) => {
  const cursor = new Cursor(text);
  const call = readCall(cursor, 1);
  if (!cursor.done) cursor.fail(`Unexpected character '${cursor.char}'`);
  return call;
});

function readCall(cursor: Cursor, depth: number): IntrinsicCall {
  const start = cursor.at;
  const name = cursor.takeWhile((char) => /[\w.]/.test(char));
  const intrinsic = Object.hasOwn(intrinsics, name) ? intrinsics[name] : undefined;
  if (!intrinsic) {
    cursor.at = start;
    return cursor.fail(`Unknown intrinsic function '${name}'`);
  }
  if (depth > MAX_NESTED_CALLS)
    cursor.fail(`Intrinsic functions nest deeper than ${MAX_NESTED_CALLS}`);
  cursor.skipBlanks();
  cursor.expect('(');
  const args = readArguments(cursor, name, depth);
  const { min, max } = intrinsic.arity;
  if (args.length < min || args.length > max) {
    cursor.fail(`Invalid number of arguments for ${name}: ${args.length}, found`);
  }
  for (const [i, argument] of args.entries()) {
    const trouble = argument.type === 'literal' ? intrinsic.mismatch(argument.value, i) : undefined;
    if (trouble) cursor.fail(trouble);
  }
  return { text: cursor.text.slice(start, cursor.at), intrinsic, arguments: args };
}

function readArguments(cursor: Cursor, name: string, depth: number): IntrinsicArgument[] {
  const args: IntrinsicArgument[] = [];
  cursor.skipBlanks();
  while (!cursor.take(')')) {
    if (args.length > 0) cursor.expect(',');
    cursor.skipBlanks();
    const isTemplate = name === 'States.Format' && args.length === 0;
    args.push(readArgument(cursor, depth, isTemplate));
    cursor.skipBlanks();
  }
  return args;
}

function readArgument(cursor: Cursor, depth: number, isTemplate: boolean): IntrinsicArgument {
  if (cursor.char === '$') return { type: 'path', path: readPath(cursor) };
  if (cursor.char === "'") return { type: 'literal', value: readText(cursor, isTemplate) };
  if (cursor.startsWith('States.')) return { type: 'call', call: readCall(cursor, depth + 1) };
  const value = cursor.takeConstant();
  if (value !== undefined) return { type: 'literal', value };
  return cursor.fail('Expected a path, a literal or an intrinsic function');
}

/** A text in single quotes. The template of Format keeps its escapes: `\{\}` is no place for an argument. */
function readText(cursor: Cursor, isTemplate: boolean): string {
  cursor.expect("'");
  let text = '';
  while (!cursor.take("'")) {
    if (cursor.done) cursor.fail("Missing closing '");
    if (cursor.take('\\')) {
      if (!"'{}\\".includes(cursor.char) || cursor.done) {
        cursor.fail(`Illegal escape '\\${cursor.char}'`);
      }
      if (isTemplate && cursor.char !== "'") text += '\\';
    }
    text += cursor.char;
    cursor.at++;
  }
  return text;
}
