import { describe, expect, it } from 'vitest';
import { itemsOfDocument } from '../../../core/engine/item-reader/items.ts';

describe('CSV', () => {
  const csv = { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' };

  it('names the fields of a row by the first, missing ones empty and others left out', () => {
    expect(itemsOfDocument('a,b\n1\n2,3,4\n', csv)).toEqual([
      { a: '1', b: '' },
      { a: '2', b: '3' },
    ]);
  });

  it('takes quoted fields with delimiters, quotes and line ends in them', () => {
    expect(itemsOfDocument('a,b\r\n"x,""y""","1\n2"\r\n', csv)).toEqual([
      { a: 'x,"y"', b: '1\n2' },
    ]);
  });

  it('takes headers that are given, another delimiter, and a header named __proto__', () => {
    const config = {
      InputType: 'CSV',
      CSVHeaderLocation: 'GIVEN',
      CSVHeaders: ['__proto__', 'b'],
      CSVDelimiter: 'PIPE',
    };
    const [item = {}] = itemsOfDocument('1|2', config);
    expect(Object.entries(item as object)).toEqual([
      ['__proto__', '1'],
      ['b', '2'],
    ]);
  });
});

describe('JSON', () => {
  it('is an array, or a line for each item', () => {
    expect(itemsOfDocument('[1, {"a": 2}]', { InputType: 'JSON' })).toEqual([1, { a: 2 }]);
    expect(itemsOfDocument('1\n{"a": 2}\n\n', { InputType: 'JSONL' })).toEqual([1, { a: 2 }]);
  });

  it('fails by States.ItemReaderFailed where it is none', () => {
    for (const text of ['[1', '{"a": 1}']) {
      expect(() => itemsOfDocument(text, { InputType: 'JSON' })).toThrow(
        expect.objectContaining({ error: 'States.ItemReaderFailed' }),
      );
    }
  });
});
