/** Parses the regular expressions of JSONPath filters into a tree: Java's syntax without what needs backtracking. */

import { PathSyntaxError } from './syntax-error.ts';

/** Whether a character (a code point) belongs to the set. */
export type CharSet = (char: string) => boolean;

export type RegexNode =
  | { type: 'char'; set: CharSet }
  | { type: 'sequence'; parts: RegexNode[] }
  | { type: 'either'; options: RegexNode[] }
  | { type: 'repeat'; part: RegexNode; min: number; max: number }
  | { type: 'start' | 'end' | 'boundary' | 'inside' };

export interface RegexOptions {
  /** Compare lower-cased; the text arrives lower-cased. */
  fold: boolean;
  /** Whether `.` matches line ends. */
  dotAll: boolean;
  /** Where the pattern stands in its path, for errors. */
  offset: number;
}

const MAX_NESTING = 50;
const MAX_REPEAT = 1_000;

const classes: Record<string, CharSet> = {
  d: (char) => char >= '0' && char <= '9',
  w: (char) => /^\w$/.test(char),
  s: (char) => ' \t\n\r\f\v'.includes(char),
};

const controls: Record<string, string> = { n: '\n', t: '\t', r: '\r', f: '\f', 0: '\0' };

/**
 * The tree of a pattern.
 *
 * @throws {PathSyntaxError} for lookaround, back references and anything malformed
 */
export function parseRegexNode(source: string, options: RegexOptions): RegexNode {
  const parser = new Parser(source, options);
  const node = parser.either();
  if (!parser.done) parser.fail("Unmatched ')'");
  return node;
}

class Parser {
  readonly #chars: string[];
  readonly #options: RegexOptions;
  #at = 0;
  #nesting = 0;

  constructor(source: string, options: RegexOptions) {
    this.#chars = Array.from(source);
    this.#options = options;
  }

  get done(): boolean {
    return this.#at >= this.#chars.length;
  }

  get #char(): string {
    return this.#chars[this.#at] ?? '';
  }

  fail(message: string): never {
    const offset = this.#options.offset + this.#at;
    throw new PathSyntaxError(`${message} in regular expression at position ${offset}`, offset);
  }

  either(): RegexNode {
    const options = [this.#sequence()];
    while (this.#take('|')) options.push(this.#sequence());
    const [first] = options;
    return options.length === 1 && first ? first : { type: 'either', options };
  }

  #sequence(): RegexNode {
    const parts: RegexNode[] = [];
    while (!this.done && this.#char !== '|' && this.#char !== ')') parts.push(this.#repeated());
    return { type: 'sequence', parts };
  }

  #repeated(): RegexNode {
    const part = this.#atom();
    const range = this.#range();
    if (!range) return part;
    // laziness and possession change what groups capture, not whether the whole matches
    if (this.#char === '?' || this.#char === '+') this.#at++;
    if (this.#range()) this.fail('Dangling quantifier');
    return { type: 'repeat', part, ...range };
  }

  #range(): { min: number; max: number } | undefined {
    if (this.#take('*')) return { min: 0, max: Number.POSITIVE_INFINITY };
    if (this.#take('+')) return { min: 1, max: Number.POSITIVE_INFINITY };
    if (this.#take('?')) return { min: 0, max: 1 };
    const counts = /^\{(\d+)(,(\d*))?\}/.exec(this.#chars.slice(this.#at, this.#at + 20).join(''));
    if (!counts) return undefined;
    this.#at += counts[0].length;
    const min = Number(counts[1]);
    const max = counts[2] === undefined ? min : Number(counts[3] || Number.POSITIVE_INFINITY);
    if (min > MAX_REPEAT || (max > MAX_REPEAT && Number.isFinite(max)) || max < min) {
      this.fail(`Repetition must be ordered and at most ${MAX_REPEAT}`);
    }
    return { min, max };
  }

  #atom(): RegexNode {
    const char = this.#char;
    this.#at++;
    switch (char) {
      case '(':
        return this.#group();
      case '[':
        return { type: 'char', set: this.#set() };
      case '.':
        return {
          type: 'char',
          set: this.#options.dotAll ? () => true : (c) => !'\n\r'.includes(c),
        };
      case '^':
        return { type: 'start' };
      case '$':
        return { type: 'end' };
      case '*':
      case '+':
      case '?':
        return this.fail(`Dangling meta character '${char}'`);
      case '\\':
        return this.#escape();
      default:
        return { type: 'char', set: this.#single(char) };
    }
  }

  #group(): RegexNode {
    if (this.#take('?') && !this.#take(':')) {
      this.fail(
        'Only plain groups are supported: lookaround and options cannot run in linear time',
      );
    }
    if (++this.#nesting > MAX_NESTING) this.fail('Too many nested groups');
    const node = this.either();
    this.#nesting--;
    if (!this.#take(')')) this.fail('Unclosed group');
    return node;
  }

  #escape(): RegexNode {
    if (this.#take('b')) return { type: 'boundary' };
    if (this.#take('B')) return { type: 'inside' };
    if (this.#char >= '1' && this.#char <= '9') {
      this.fail('Back references are not supported: they cannot run in linear time');
    }
    return { type: 'char', set: this.#escapedSet() ?? this.#single(this.#escapedChar()) };
  }

  /** The set that `\d`, `\W` and the like name, behind the backslash. */
  #escapedSet(): CharSet | undefined {
    const char = this.#char;
    const set = classes[char.toLowerCase()];
    if (!set) return undefined;
    this.#at++;
    return char === char.toLowerCase() ? set : (c) => !set(c);
  }

  /** The character that an escape stands for, behind the backslash. */
  #escapedChar(): string {
    if (this.done) this.fail('Unexpected end after a backslash');
    const char = this.#char;
    this.#at++;
    const hex = { x: 2, u: 4 }[char];
    if (hex === undefined) {
      if (/[a-zA-Z]/.test(char) && !(char in controls)) this.fail(`Illegal escape '\\${char}'`);
      return controls[char] ?? char;
    }
    const digits = this.#chars.slice(this.#at, this.#at + hex).join('');
    if (!/^[\da-fA-F]+$/.test(digits) || digits.length < hex) this.fail('Illegal escape');
    this.#at += hex;
    return String.fromCharCode(Number.parseInt(digits, 16));
  }

  #set(): CharSet {
    const negated = this.#take('^');
    const sets: CharSet[] = [];
    while (sets.length === 0 || this.#char !== ']') {
      if (this.done) this.fail('Unclosed character class');
      sets.push(this.#setMember());
    }
    this.#at++;
    const within: CharSet = (char) => sets.some((set) => set(char));
    return negated ? (char) => !within(char) : within;
  }

  #setMember(): CharSet {
    if (this.#take('\\')) {
      const set = this.#escapedSet();
      if (set) return set;
      return this.#rangeFrom(this.#escapedChar());
    }
    const char = this.#char;
    this.#at++;
    return this.#rangeFrom(char);
  }

  #rangeFrom(low: string): CharSet {
    const closes = this.#chars[this.#at + 1] === ']';
    if (this.#char !== '-' || closes) return this.#single(low);
    this.#at++;
    let high = this.#char;
    this.#at++;
    if (high === '\\') high = this.#escapedChar();
    if (high < low) this.fail('Illegal character range');
    if (!this.#options.fold) return (char) => char >= low && char <= high;
    return (char) => {
      const upper = char.toUpperCase();
      return (char >= low && char <= high) || (upper >= low && upper <= high);
    };
  }

  #single(char: string): CharSet {
    const wanted = this.#options.fold ? char.toLowerCase() : char;
    return (c) => c === wanted;
  }

  #take(char: string): boolean {
    if (this.#char !== char || this.done) return false;
    this.#at++;
    return true;
  }
}
