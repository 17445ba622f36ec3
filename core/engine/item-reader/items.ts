/** The items that a document from S3 holds. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html */

import { StatesError } from '../../asl/errors.ts';
import { type Json, type JsonObject, parseJson, setKey } from '../../json.ts';
import { csvRows } from './csv.ts';

const DELIMITERS: { [name: string]: string } = {
  COMMA: ',',
  PIPE: '|',
  SEMICOLON: ';',
  SPACE: ' ',
  TAB: '\t',
};

/** @throws {StatesError} States.ItemReaderFailed when the document is not what the configuration says */
export function itemsOfDocument(text: string, config: JsonObject): Json[] {
  try {
    return read(text.replace(/^\uFEFF/, ''), config);
  } catch (thrown) {
    if (!(thrown instanceof SyntaxError)) throw thrown;
    throw readerFailed(`The file is no valid ${config.InputType}: ${thrown.message}`);
  }
}

/** The failure of reading, in the words of AWS's error name. */
export function readerFailed(cause: string): StatesError {
  return new StatesError('States.ItemReaderFailed', cause, true);
}

function read(text: string, config: JsonObject): Json[] {
  switch (config.InputType) {
    case 'CSV':
      return csvItems(text, config);
    case 'JSONL':
      return text
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map(parseJson);
    case 'JSON': {
      const items = parseJson(text);
      if (Array.isArray(items)) return items;
      throw readerFailed('Attempting to map over non-iterable node.');
    }
    default:
      throw readerFailed(`This version of Treadle reads no files of type ${config.InputType}.`);
  }
}

function csvItems(text: string, config: JsonObject): Json[] {
  const rows = csvRows(text, DELIMITERS[String(config.CSVDelimiter ?? 'COMMA')] ?? ',');
  const given = Array.isArray(config.CSVHeaders) ? config.CSVHeaders.map(String) : undefined;
  const headers = (config.CSVHeaderLocation === 'GIVEN' ? given : rows.shift()) ?? [];
  return rows.map((row) => {
    const item: JsonObject = {};
    for (const [column, header] of headers.entries()) setKey(item, header, row[column] ?? '');
    return item;
  });
}
