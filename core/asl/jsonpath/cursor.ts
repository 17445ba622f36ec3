/** A position in a text that is being parsed, shared by the parsers of paths, filters and intrinsics. */

import { type Json, parseTrusted } from '../../json.ts';
import { PathSyntaxError } from './syntax-error.ts';

/** Parentheses and filters nested deeper than this are refused, so no recursion can exhaust the stack. */
const MAX_NESTING = 50;

export class Cursor {
  readonly text: string;
  at: number;
  readonly #end: number;
  #nesting = 0;

  constructor(text: string) {
    this.text = text;
    this.#end = text.trimEnd().length;
    this.at = text.length - text.trimStart().length;
  }

  get done(): boolean {
    return this.at >= this.#end;
  }

  /** The character at the position, or the empty string at the end. */
  get char(): string {
    return this.at < this.#end ? (this.text[this.at] ?? '') : '';
  }

  startsWith(token: string): boolean {
    return this.text.startsWith(token, this.at);
  }

  /** Moves past the token if it stands here. */
  take(token: string): boolean {
    if (!this.startsWith(token)) return false;
    this.at += token.length;
    return true;
  }

  /** Moves past the token, or throws naming it. */
  expect(token: string): void {
    if (!this.take(token)) this.fail(`Expected character: ${token}`);
  }

  skipBlanks(): void {
    while (this.at < this.#end && ' \t\n\r'.includes(this.char)) this.at++;
  }

  /** The longest run of characters that satisfy the test, from the position on; moves past it. */
  takeWhile(test: (char: string) => boolean): string {
    const start = this.at;
    while (this.at < this.#end && test(this.char)) this.at++;
    return this.text.slice(start, this.at);
  }

  /** `true`, `false`, `null` or a JSON number at the position, or undefined; moves past it. */
  takeConstant(): Json | undefined {
    const start = this.at;
    const text = this.takeWhile((char) => /[-+.\w]/.test(char));
    if (/^(true|false|null|-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?)$/.test(text)) {
      return parseTrusted(text);
    }
    this.at = start;
    return undefined;
  }

  /** Runs a nested parse, refusing to nest without end. */
  nested<T>(parse: () => T): T {
    if (++this.#nesting > MAX_NESTING)
      this.fail(`Expression nests deeper than ${MAX_NESTING} levels`);
    const result = parse();
    this.#nesting--;
    return result;
  }

  fail(message: string): never {
    throw new PathSyntaxError(`${message} at position ${this.at}`, this.at);
  }
}
