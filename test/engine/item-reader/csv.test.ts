import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CSV_DELIMITERS, csvCutter } from '../../../core/engine/item-reader/csv.ts';
import { cutDocument } from './documents.ts';

const rows = (document: string, delimiter?: string) => cutDocument(document, csvCutter(delimiter));

describe('rows', () => {
  it('end with any line end, or with the file', async () => {
    expect(await rows('a,b\r\n1,2\n3,4\r5,6')).toEqual([
      ['a', 'b'],
      ['1', '2'],
      ['3', '4'],
      ['5', '6'],
    ]);
  });

  it('are none where a line has nothing in it', async () => {
    expect(await rows('\n\na\n\n,\n \n')).toEqual([['a'], ['', ''], [' ']]);
  });

  it.each([
    ['PIPE', 'a|b,c'],
    ['SEMICOLON', 'a;b,c'],
    ['SPACE', 'a b,c'],
    ['TAB', 'a\tb,c'],
  ])('have their fields apart by %s', async (delimiter, text) => {
    expect(await rows(text, delimiter)).toEqual([['a', 'b,c']]);
  });
});

describe('fields', () => {
  it.each([
    ['"x,""y""","1\n2",3', ['x,"y"', '1\n2', '3']],
    ['"1\r\n2"', ['1\n2']],
    ['abc,123,{""MyKey"":""MyValue""},"[1,2,3]"', ['abc', '123', '{"MyKey":"MyValue"}', '[1,2,3]']],
    ['"",x,""', ['', 'x', '']],
    ['C:\\\\Program Files\\\\MyApp.exe,6534512', ['C:\\Program Files\\MyApp.exe', '6534512']],
    ['a\\,b,c\\d,say \\"hi\\"', ['a,b', 'cd', 'say "hi"']],
    ['  x  , y', ['  x  ', ' y']],
    ['one,  "two"', ['one', 'two']],
    ['ü,€,😀,"ß\n"', ['ü', '€', '😀', 'ß\n']],
  ])('of %j are %j', async (text, fields) => {
    expect(await rows(text)).toEqual([fields]);
  });

  it('come back as they were written, quoted where they have to be', async () => {
    const field = fc.string({ unit: fc.constantFrom('a', ' ', '"', ',', '\n', 'é', '€') });
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.array(field, { minLength: 2 }), { minLength: 1 }),
        async (all) => {
          const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
          const document = all.map((row) => row.map(quoted).join(',')).join('\n');
          expect(await rows(document)).toEqual(all);
        },
      ),
    );
  });
});

it('makes the same rows of a file in whatever pieces it comes', async () => {
  const char = fc.constantFrom('a', 'b', ',', '|', '"', '\\', '\n', '\r', ' ', 'é', '😀');
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: char, maxLength: 60 }),
      fc.array(fc.nat(80)),
      fc.constantFrom(...CSV_DELIMITERS),
      async (document, ends, delimiter) => {
        const whole = await rows(document, delimiter);
        expect(await cutDocument(document, csvCutter(delimiter), ends)).toEqual(whole);
      },
    ),
    { numRuns: 1000 },
  );
});
