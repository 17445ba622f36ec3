/** Numbers as documents write them: JavaScript's own where those print the same text, exact ones where they do not. */

/** A number that JavaScript would print otherwise than it was written: `1.0`, `1e3`, `12345678901234567890`. */
export class ExactNumber {
  /** No property, so that nothing that walks through objects finds a member in it. */
  readonly #text: string;

  /** @param text a number as JSON writes it */
  constructor(text: string) {
    this.#text = text;
  }

  get text(): string {
    return this.#text;
  }

  /** The nearest number that JavaScript has; infinite for such as `1e400`. */
  get value(): number {
    return Number(this.#text);
  }

  /** What JSON.stringify prints as it stands. */
  toJSON(): unknown {
    return json.rawJSON(this.#text);
  }

  toString(): string {
    return this.#text;
  }
}

/** A number of a document. */
export type Numeric = number | ExactNumber;

/** What V8 has of https://tc39.es/proposal-json-parse-with-source/ and TypeScript's libraries do not declare yet. */
interface SourceTextJson {
  rawJSON(text: string): unknown;
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { source?: string }) => unknown,
  ): unknown;
}

const json = JSON as unknown as SourceTextJson;

/** Whether JSON text holds a number that JavaScript would print otherwise. */
export function holdsExact(text: string): boolean {
  let at = 0;
  while (at < text.length) {
    const char = text.charCodeAt(at);
    if (char === QUOTE) at = endOfString(text, at);
    else if (isDigit(char)) {
      const start = at;
      while (isOfNumber(text.charCodeAt(at))) at++;
      if (printsOtherwise(text.slice(start, at))) return true;
    } else at++;
  }
  return false;
}

const QUOTE = 34;
const BACKSLASH = 92;
const ZERO = 48;
const MOST_SAFE_DIGITS = 15;

function isDigit(char: number): boolean {
  return char >= ZERO && char <= 57;
}

/** Digits, the point, and what an exponent is made of. */
function isOfNumber(char: number): boolean {
  return isDigit(char) || char === 46 || char === 69 || char === 101 || char === 43 || char === 45;
}

function printsOtherwise(number: string): boolean {
  if (number.length <= MOST_SAFE_DIGITS && INTEGER.test(number)) return false;
  return String(Number(number)) !== number;
}

/** The place behind the string that begins at a quote. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end >= 0 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end < 0 ? text.length : end + 1;
}

function isEscaped(text: string, at: number): boolean {
  let first = at;
  while (text.charCodeAt(first - 1) === BACKSLASH) first--;
  return (at - first) % 2 === 1;
}

/**
 * Parses JSON text; numbers come out as {@link Numeric}.
 *
 * @throws {SyntaxError} when it is not JSON
 */
export function parseExact(text: string): unknown {
  if (!holdsExact(text)) return JSON.parse(text);
  return json.parse(text, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined ? numericOf(source, value) : value,
  );
}

/** -0 is the integer 0 to Jackson as to JavaScript's printer. */
function numericOf(text: string, value: number): Numeric {
  return String(value) === text || text === '-0' ? value : new ExactNumber(text);
}

export function isNumber(value: unknown): value is Numeric {
  return typeof value === 'number' || value instanceof ExactNumber;
}

/** The number as JavaScript has it; `undefined` for anything but a number. */
export function numberOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  return value instanceof ExactNumber ? value.value : undefined;
}

/**
 * Below 0, 0 or above 0 as the first number is less than, equal to or greater than the second. `1.0` equals `1`; integers
 * that JavaScript cannot tell apart are compared by their digits, other numbers as doubles.
 */
export function compareNumbers(a: Numeric, b: Numeric): number {
  const [x, y] = [Number(a), Number(b)];
  if (x !== y) return x < y ? -1 : 1;
  if (Number.isSafeInteger(x)) return 0;
  const [first, second] = [String(a), String(b)];
  if (!INTEGER.test(first) || !INTEGER.test(second)) return 0;
  return x < 0 ? compareDigits(second, first) : compareDigits(first, second);
}

const INTEGER = /^-?\d+$/;

/** Of two integers of one sign; JSON's have no leading zeros. */
function compareDigits(a: string, b: string): number {
  if (a.length !== b.length) return a.length - b.length;
  return a === b ? 0 : a < b ? -1 : 1;
}

/** A text that is the same for equal numbers, and for no others. */
export function numberKey(number: Numeric): string {
  const value = Number(number);
  if (Number.isSafeInteger(value)) return String(value + 0);
  return INTEGER.test(String(number)) ? String(number) : String(value);
}
