/** Text delimited rows, as an ItemReader reads them. https://docs.aws.amazon.com/step-functions/latest/dg/example-csv-parse-dist-map.html */

import { type Cut, type Cutter, textOfBytes } from './piece.ts';

const DELIMITERS: { [name: string]: string } = {
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  SPACE: ' ',
  TAB: '\t',
};

/** What ends a run of characters that stand for themselves. */
const SPECIAL = ['"', '\\', '\r', '\n'];

/** The names that CSVDelimiter may have. */
export const CSV_DELIMITERS = Object.keys(DELIMITERS);

/** Cuts rows into their fields; a line with nothing in it is no row. */
export function csvCutter(delimiterName = 'COMMA'): Cutter<string[]> {
  const delimiter = DELIMITERS[delimiterName] ?? ',';
  const special = new Set([delimiter, ...SPECIAL].map((char) => char.charCodeAt(0)));
  return (piece, isLast) => {
    const cuts: Cut<string[]>[] = [];
    for (let at = 0; at < piece.length; ) {
      const row = cutRow(piece, at, delimiter, special, isLast);
      if (!row) break;
      if (row.end > row.start) cuts.push({ value: row.fields.map(textOfBytes), end: row.next });
      at = row.next;
    }
    return { cuts };
  };
}

interface Row {
  fields: string[];
  start: number;
  /** Where its text ends, and where the next row begins. */
  end: number;
  next: number;
}

/** The row that begins at `start`; `undefined` where the piece breaks it off. */
function cutRow(
  piece: string,
  start: number,
  delimiter: string,
  special: Set<number>,
  isLast: boolean,
): Row | undefined {
  const fields: string[] = [];
  let field = '';
  let isQuoted = false;
  // Within a field, or within quotes, which is where a quote or a backslash may stand for another character.
  let isInside = false;
  let at = start;
  for (;;) {
    const run = at;
    while (at < piece.length && !special.has(piece.charCodeAt(at))) at++;
    if (at > run) {
      field += piece.slice(run, at);
      isInside = true;
    }
    if (at === piece.length) {
      if (!isLast) return undefined;
      return { fields: [...fields, field], start, end: at, next: at };
    }
    const char = piece.charAt(at);
    const following = piece.charAt(at + 1);
    if (following === '' && char !== '\n' && char !== delimiter && !isLast) return undefined;
    if (char === '\n' || char === '\r') {
      const next = at + (char === '\r' && following === '\n' ? 2 : 1);
      if (!isQuoted) return { fields: [...fields, field], start, end: at, next };
      field += '\n';
      at = next;
    } else if (char === '\\') {
      const escapes = isInside || isQuoted;
      const escapable = following === '"' || following === '\\' || following === delimiter;
      if (escapes && escapable) field += following;
      at += escapes && escapable ? 2 : 1;
    } else if (char === '"') {
      if ((isInside || isQuoted) && following === '"') {
        field += '"';
        at += 2;
      } else {
        isQuoted = !isQuoted;
        isInside = !isInside;
        // A quote amid other text is part of it; space before the quotes that a field stands in is not.
        if (isAmidText(piece, at, start, delimiter)) field = field.trim() === '' ? '' : `${field}"`;
        at++;
      }
    } else if (isQuoted) {
      field += char;
      at++;
    } else {
      fields.push(field);
      field = '';
      isInside = false;
      at++;
    }
  }
}

function isAmidText(piece: string, at: number, start: number, delimiter: string): boolean {
  const next = piece.charAt(at + 1);
  if (at - start <= 2 || next === '' || next === '\n' || next === '\r') return false;
  return piece.charAt(at - 1) !== delimiter && next !== delimiter;
}
