/** Finds the array or object in a JSON document that a pointer leads to, piece by piece. https://www.rfc-editor.org/rfc/rfc6901 */

import { readerFailed } from './failure.ts';
import { readValue } from './json-value.ts';
import type { Inside } from './position.ts';

/** Where the items begin: behind the bracket. */
export interface Located {
  at: number;
  inside: Inside;
}

const SPACE = new Set([' ', '\t', '\r', '\n']);

export class JsonLocator {
  readonly #tokens: string[];
  readonly #pointer: string;
  /** How many bytes have been seen. */
  #seen = 0;
  /** What the containers around the present place are. */
  #around: Inside[] = [];
  /** How many tokens lead to the value that comes next, or is being read. */
  #matched = 0;
  /** Of the array on the way in which the place is. */
  #index = 0;
  #expectsKey = false;
  /** The text so far, where the place is in a string. */
  #string: string | undefined;
  #isEscaped = false;

  constructor(pointer = '') {
    this.#pointer = pointer;
    this.#tokens = pointer
      .split('/')
      .slice(1)
      .map((token) => token.replaceAll('~1', '/').replaceAll('~0', '~'));
  }

  /**
   * `undefined` as long as the place is not found.
   *
   * @throws {StatesError} where there is none
   */
  push(piece: string, isLast: boolean): Located | undefined {
    for (let at = 0; at < piece.length; at++) {
      const found = this.#next(piece.charAt(at));
      if (found) return { at: this.#seen + at + 1, inside: found };
    }
    this.#seen += piece.length;
    if (isLast) throw readerFailed('The file is no valid JSON: Unexpected end of JSON input');
    return undefined;
  }

  #next(char: string): Inside | undefined {
    if (this.#string !== undefined) {
      this.#inString(char);
      return undefined;
    }
    if (SPACE.has(char) || char === ':') return undefined;
    if (char === ',') {
      this.#separator();
      return undefined;
    }
    if (char === '}' || char === ']') {
      if (this.#around.length === this.#matched + 1 || this.#isOnWay()) this.#missing();
      this.#around.pop();
      this.#expectsKey = false;
      return undefined;
    }
    const inside = char === '[' ? 'array' : char === '{' ? 'object' : undefined;
    if (this.#isOnWay() && !this.#expectsKey) {
      if (this.#matched === this.#tokens.length) return inside ?? notIterable();
      if (!inside) this.#missing();
      this.#around.push(inside ?? 'array');
      this.#index = 0;
      this.#expectsKey = inside === 'object';
      if (inside === 'array') this.#matchIndex();
      return undefined;
    }
    if (inside) {
      this.#around.push(inside);
      this.#expectsKey = inside === 'object';
    } else if (char === '"') this.#string = '';
    return undefined;
  }

  /** Whether the value that comes next is the one that the pointer leads through. */
  #isOnWay(): boolean {
    return this.#around.length === this.#matched;
  }

  #inString(char: string): void {
    const closes = char === '"' && !this.#isEscaped;
    this.#isEscaped = char === '\\' && !this.#isEscaped;
    if (!closes) {
      // Only keys on the way are compared.
      if (this.#around.length === this.#matched + 1) this.#string += char;
      return;
    }
    const text = this.#string ?? '';
    this.#string = undefined;
    if (!this.#expectsKey) return;
    this.#expectsKey = false;
    if (this.#around.length !== this.#matched + 1) return;
    if (readValue(`"${text}"`, 'JSON') === this.#tokens[this.#matched]) this.#matched++;
  }

  #separator(): void {
    if (this.#isOnWay()) this.#missing();
    const container = this.#around.at(-1);
    this.#expectsKey = container === 'object';
    if (container === 'array' && this.#around.length === this.#matched + 1) {
      this.#index++;
      this.#matchIndex();
    }
  }

  #matchIndex(): void {
    if (this.#tokens[this.#matched] === String(this.#index)) this.#matched++;
  }

  #missing(): never {
    throw readerFailed(`The ItemsPointer '${this.#pointer}' leads to nothing in the file.`);
  }
}

function notIterable(): never {
  throw readerFailed('Attempting to map over non-iterable node.');
}
