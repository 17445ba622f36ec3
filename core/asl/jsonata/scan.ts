/** A look over an expression's text before it is parsed: what would exhaust the parser, and operators AWS does not have. */

import { ExpressionSyntaxError } from './errors.ts';
import { MAX_EXPRESSION_LENGTH, MAX_NESTING } from './limits.ts';

const BLANK = /[ \t\n\r\v]/;
const NAME_END = /[ \t\n\r\v.[\]{}(),@#;:?+\-*/%|=<>^&!~]/;
const NUMBER = /-?(0|[1-9][0-9]*)(\.[0-9]+)?([Ee][-+]?[0-9]+)?/y;

/**
 * Refuses a text that is too long or nests too deeply, and the operators `?:` and `??`.
 *
 * AWS speaks JSONata 2.0.6, which reads them as a `?` and a symbol that cannot follow it. They are refused here and not by
 * the syntax tree, because the parser doubles its tree at every `??`.
 *
 * @returns whether every bracket and every text in quotes is closed
 * @throws {ExpressionSyntaxError}
 */
export function scanExpression(text: string): { closed: boolean } {
  if (text.length > MAX_EXPRESSION_LENGTH) {
    throw new ExpressionSyntaxError(
      'S0500',
      `The expression has ${text.length} characters; at most ${MAX_EXPRESSION_LENGTH} are allowed`,
    );
  }
  let depth = 0;
  let closed = true;
  /** An operand has just ended, so `/` divides and `*` multiplies. */
  let afterOperand = false;
  for (let i = 0; i < text.length; ) {
    const char = text.charAt(i);
    const next = text.charAt(i + 1);
    if (BLANK.test(char)) {
      i++;
    } else if (char === '/' && next === '*') {
      i = endOf(text, text.indexOf('*/', i + 2), 2);
    } else if (char === '/' && !afterOperand) {
      i = endOfRegex(text, i + 1);
      afterOperand = true;
    } else if (char === '"' || char === "'") {
      const end = endOfString(text, i + 1, char);
      closed &&= end !== undefined;
      i = end ?? text.length;
      afterOperand = true;
    } else if (char === '`') {
      const end = text.indexOf('`', i + 1);
      closed &&= end !== -1;
      i = endOf(text, end, 1);
      afterOperand = true;
    } else if (char === '?' && (next === '?' || next === ':')) {
      throw new ExpressionSyntaxError(
        'S0211',
        `The symbol "${next}" cannot be used as a unary operator`,
        i + 1,
      );
    } else if (NAME_END.test(char)) {
      if ('([{'.includes(char) && ++depth > MAX_NESTING) {
        throw new ExpressionSyntaxError(
          'S0500',
          `The expression nests deeper than ${MAX_NESTING} levels`,
          i,
        );
      }
      if (')]}'.includes(char)) depth--;
      closed &&= depth >= 0;
      // A star or a percent sign where an operand is due is one: the wildcards and the parent operator.
      afterOperand = ')]}'.includes(char) || (!afterOperand && '*%'.includes(char));
      i += char === '*' && next === '*' ? 2 : 1;
    } else {
      const end = endOfWord(text, i);
      const word = text.slice(i, end);
      afterOperand = !(afterOperand && (word === 'and' || word === 'or' || word === 'in'));
      i = end;
    }
  }
  return { closed: closed && depth === 0 };
}

/** Past a closing mark that `indexOf` found, or past the text: the parser then reports what is missing. */
function endOf(text: string, found: number, width: number): number {
  return found === -1 ? text.length : found + width;
}

function endOfWord(text: string, start: number): number {
  NUMBER.lastIndex = start;
  if (NUMBER.test(text)) return NUMBER.lastIndex;
  let end = start;
  while (end < text.length && !NAME_END.test(text.charAt(end))) end++;
  return end;
}

function endOfString(text: string, start: number, quote: string): number | undefined {
  for (let i = start; i < text.length; i++) {
    const char = text.charAt(i);
    if (char === '\\') i++;
    else if (char === quote) return i + 1;
  }
  return undefined;
}

/** As JSONata's own lexer: the slash that closes is not escaped and stands outside of all brackets. */
function endOfRegex(text: string, start: number): number {
  let depth = 0;
  for (let i = start; i < text.length; i++) {
    const char = text.charAt(i);
    const escaped = text.charAt(i - 1) === '\\';
    if (char === '/' && depth === 0 && !isEscaped(text, i)) return i + 1;
    if ('([{'.includes(char) && !escaped) depth++;
    if (')]}'.includes(char) && !escaped) depth--;
  }
  return text.length;
}

function isEscaped(text: string, position: number): boolean {
  let slashes = 0;
  while (text.charAt(position - slashes - 1) === '\\') slashes++;
  return slashes % 2 === 1;
}
