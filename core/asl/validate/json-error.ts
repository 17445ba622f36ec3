/** Why a text is not JSON, in the words of Jackson, the parser that AWS uses. https://github.com/FasterXML/jackson-core */

import { JsonTooDeep, parseJson } from '../../json.ts';

export interface JsonError {
  /** What is wrong, without the place. */
  message: string;
  /** Both count from 1; the column is the one behind the last character that was read. */
  line: number;
  column: number;
}

/** The first error in a text that should be JSON; `undefined` when it is JSON within our limits. */
export function describeJsonError(text: string): JsonError | undefined {
  try {
    parseJson(text);
    return undefined;
  } catch (error) {
    if (error instanceof JsonTooDeep) return { message: error.message, line: 1, column: 1 };
  }
  try {
    new Reader(text).read();
  } catch (error) {
    if (error instanceof Found) return { message: error.message, ...placeOf(text, error.offset) };
    throw error;
  }
  return { message: 'Unexpected end-of-input', ...placeOf(text, text.length) };
}

const SHOWN = 500;

/** Where an error stands, as Jackson writes it: `[Source: (String)"…"; line: 1, column: 4]`. */
export function sourceOf(
  text: string,
  { line, column }: Pick<JsonError, 'line' | 'column'>,
): string {
  const hidden = text.length - SHOWN;
  const shown = `"${text.slice(0, SHOWN)}"${hidden > 0 ? `[truncated ${hidden} chars]` : ''}`;
  return `[Source: (String)${shown}; line: ${line}, column: ${column}]`;
}

class Found extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}

interface Container {
  kind: 'Object' | 'Array';
  start: number;
}

const VALUES = "(JSON String, Number, Array, Object or token 'null', 'true' or 'false')";
const BLANK = /[ \t\r\n]/;
const IDENTIFIER = /[\p{ID_Continue}\p{Sc}_]/u;
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const MAX_TOKEN = 256;

/** Walks a text up to its first error, without recursion. */
class Reader {
  private readonly text: string;
  private readonly open: Container[] = [];
  private at = 0;

  constructor(text: string) {
    this.text = text;
  }

  read(): void {
    this.skipBlanks();
    if (this.done) this.fail('No content to map due to end-of-input');
    do this.readValue();
    while (this.open.length > 0);
    this.skipBlanks();
    if (!this.done) this.unexpected('Expected end-of-input after the value');
  }

  /** Reads a scalar or enters a container, then leaves every container that ends here. */
  private readValue(): void {
    const char = this.text[this.at] ?? '';
    if (char === '{' || char === '[') {
      this.open.push({ kind: char === '{' ? 'Object' : 'Array', start: this.at });
      this.at++;
      this.skipBlanks();
      if (this.text[this.at] !== (char === '{' ? '}' : ']')) {
        this.readEntryStart();
        return;
      }
    } else this.readScalar(char);
    this.leave();
  }

  private leave(): void {
    for (let container = this.open.at(-1); container; container = this.open.at(-1)) {
      this.skipBlanks();
      if (this.done) this.failUnclosed(container);
      const char = this.text[this.at];
      if (char === ',') {
        this.at++;
        this.skipBlanks();
        this.readEntryStart();
        return;
      }
      const closing = container.kind === 'Object' ? '}' : ']';
      if (char === '}' || char === ']') {
        if (char !== closing) this.failMismatched(char, closing, container);
        this.at++;
        this.open.pop();
      } else this.unexpected(`was expecting comma to separate ${container.kind} entries`);
    }
  }

  /** Reads a field's name and colon where an object is open; then a value must follow. */
  private readEntryStart(): void {
    const container = this.open.at(-1);
    if (this.done && container) this.failUnclosed(container);
    if (container?.kind !== 'Object') return;
    if (this.text[this.at] !== '"')
      this.unexpected('was expecting double-quote to start field name');
    this.readString('name', 'in field name');
    this.skipBlanks();
    if (this.done) this.failBetween(container);
    if (this.text[this.at] !== ':') {
      this.unexpected('was expecting a colon to separate field name and value');
    }
    this.at++;
    this.skipBlanks();
    if (this.done) this.failBetween(container);
  }

  private readScalar(char: string): void {
    if (char === '"')
      this.readString('string value', ': was expecting closing quote for a string value');
    else if (char === '-' || /\d/.test(char)) this.readNumber();
    else if (char === '}' || (char === ']' && this.open.length === 0))
      this.unexpected('expected a value');
    else this.readToken();
  }

  private readToken(): void {
    const start = this.at;
    while (IDENTIFIER.test(this.text[this.at] ?? '')) this.at++;
    const token = this.text.slice(start, this.at);
    if (token === '') this.unexpected(`expected a valid value ${VALUES}`);
    if (token === 'null' || token === 'true' || token === 'false') return;
    const shown = token.length > MAX_TOKEN ? `${token.slice(0, MAX_TOKEN)}...` : token;
    this.fail(`Unrecognized token '${shown}': was expecting ${VALUES}`);
  }

  private readNumber(): void {
    NUMBER.lastIndex = this.at;
    const start = this.at;
    const number = NUMBER.exec(this.text)?.[0];
    this.at += number?.length ?? 1;
    const next = this.text[this.at] ?? '';
    if (number === undefined)
      this.badNumber('expected digit (0-9) to follow minus sign, for valid numeric value');
    else if (/^-?0$/.test(number) && /\d/.test(next)) {
      this.at = start + number.length;
      this.fail('Invalid numeric value: Leading zeroes not allowed');
    } else if (next === '.' && !number.includes('.')) {
      this.at++;
      this.badNumber('Decimal point not followed by a digit');
    } else if (/[eE]/.test(next) && !/[eE]/.test(number)) {
      this.at++;
      if (/[+-]/.test(this.text[this.at] ?? '')) this.at++;
      this.badNumber('Exponent indicator not followed by a digit');
    } else if (this.open.length === 0 && next !== '' && !BLANK.test(next)) {
      this.unexpected('Expected space separating root-level values');
    }
  }

  private badNumber(reason: string): never {
    if (this.done) this.fail('Unexpected end-of-input in a Number value');
    return this.fail(`${this.describeChar()} in numeric value: ${reason}`, this.at + 1);
  }

  private readString(kind: string, unclosed: string): void {
    for (this.at++; this.text[this.at] !== '"'; this.at++) {
      if (this.done)
        this.fail(`Unexpected end-of-input${unclosed.startsWith(':') ? '' : ' '}${unclosed}`);
      const code = this.text.charCodeAt(this.at);
      if (code < 32) {
        this.fail(
          `Illegal unquoted character ((CTRL-CHAR, code ${code})): has to be escaped using backslash to be included in ${kind}`,
          this.at + 1,
        );
      }
      if (this.text[this.at] === '\\') this.readEscape(unclosed);
    }
    this.at++;
  }

  private readEscape(unclosed: string): void {
    this.at++;
    if (this.done)
      this.fail(`Unexpected end-of-input${unclosed.startsWith(':') ? '' : ' '}${unclosed}`);
    const char = this.text[this.at] ?? '';
    if (char === 'u') {
      for (let digit = 0; digit < 4; digit++) {
        this.at++;
        if (!/[0-9a-fA-F]/.test(this.text[this.at] ?? '')) {
          this.unexpected('expected a hex-digit for character escape sequence');
        }
      }
    } else if (!'"\\/bfnrt'.includes(char)) {
      this.fail(`Unrecognized character escape ${describe(char)}`, this.at + 1);
    }
  }

  private get done(): boolean {
    return this.at >= this.text.length;
  }

  private skipBlanks(): void {
    while (BLANK.test(this.text[this.at] ?? '')) this.at++;
  }

  private describeChar(): string {
    return `Unexpected character (${describe(this.text[this.at] ?? '')})`;
  }

  private unexpected(expectation: string): never {
    if (this.done) this.fail('Unexpected end-of-input');
    return this.fail(`${this.describeChar()}: ${expectation}`, this.at + 1);
  }

  private failUnclosed({ kind, start }: Container): never {
    const source = sourceOf(this.text, placeOf(this.text, start));
    return this.fail(
      `Unexpected end-of-input: expected close marker for ${kind} (start marker at ${source})`,
    );
  }

  private failBetween({ kind }: Container): never {
    return this.fail(`Unexpected end-of-input within/between ${kind} entries`);
  }

  private failMismatched(char: string, closing: string, { kind, start }: Container): never {
    const source = sourceOf(this.text, placeOf(this.text, start));
    return this.fail(
      `Unexpected close marker '${char}': expected '${closing}' (for ${kind} starting at ${source})`,
      this.at + 1,
    );
  }

  private fail(message: string, offset = this.at): never {
    throw new Found(message, offset);
  }
}

function describe(char: string): string {
  return `'${char}' (code ${char.charCodeAt(0)})`;
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
}
