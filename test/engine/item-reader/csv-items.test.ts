import { describe, expect, it } from 'vitest';
import { rowReader } from '../../../core/engine/item-reader/csv-items.ts';
import { textOf } from '../../../core/json.ts';

describe('the item of a row', () => {
  it('has an empty text for what the row lacks, and nothing of what it has beyond the header', () => {
    const read = rowReader(['a', 'b']);
    expect(read(['1'])).toEqual({ a: '1', b: '' });
    expect(read(['2', '3', '4'])).toEqual({ a: '2', b: '3' });
  });

  it('may have a column named __proto__', () => {
    const item = rowReader(['__proto__', 'b'])(['1', '2']) as object;
    expect(Object.entries(item).sort()).toEqual([
      ['__proto__', '1'],
      ['b', '2'],
    ]);
  });

  it('has its columns in the order of a hash map of Java, as AWS writes them', () => {
    const text = textOf(rowReader(['0', 'True', '{}'])(['x', 'y', '"']));
    expect(text).toBe('{"0":"x","{}":"\\"","True":"y"}');
    expect(textOf(rowReader(['True', '9', '10'])(['a', 'b', 'c']))).toBe(
      '{"True":"a","9":"b","10":"c"}',
    );
  });
});
