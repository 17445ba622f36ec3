import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { elementCutter } from '../../../core/engine/item-reader/json-elements.ts';
import { cutLines } from '../../../core/engine/item-reader/json-lines.ts';
import { JsonLocator, type Located } from '../../../core/engine/item-reader/json-locator.ts';
import { type Json, textOf } from '../../../core/json.ts';
import { cutDocument, piecesOf } from './documents.ts';

const values = async (document: string, inside: 'array' | 'object', ends?: number[]) =>
  (await cutDocument(document, elementCutter(inside), ends)).map(({ value }) => value);

const failed = expect.objectContaining({ error: 'States.ItemReaderFailed' });

describe('the elements of an array', () => {
  it('are read from behind its bracket to the other, however they are spaced', async () => {
    expect(await values(' 1 ,{"a": [2, "]"]}, "x\\"," ,null ] trailing', 'array')).toEqual([
      1,
      { a: [2, ']'] },
      'x",',
      null,
    ]);
    expect(await values(']', 'array')).toEqual([]);
  });

  it('are compact, and their numbers as they were written', async () => {
    const [item = null] = await values('{"a" : 1.50,  "b": 12345678901234567890}]', 'array');
    expect(textOf(item)).toBe('{"a":1.50,"b":12345678901234567890}');
  });

  it.each(['1', '1,', '1 2]', 'tru]', '{]', '"a', ''])('are refused in %j', async (document) => {
    await expect(values(document, 'array')).rejects.toEqual(failed);
  });

  it('are the same in whatever pieces the file comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue({ maxDepth: 3 })),
        fc.array(fc.nat(200)),
        fc.constantFrom(0, 1),
        async (items, ends, indent) => {
          const document = `${JSON.stringify(items, null, indent).trim().slice(1)}\n`;
          expect(await values(document, 'array', ends)).toEqual(JSON.parse(JSON.stringify(items)));
        },
      ),
    );
  });
});

describe('the members of an object', () => {
  it('are items of a Key and a Value', async () => {
    const found = await cutDocument('"a":1 , "b\\u0021" : {"c":[]}}', elementCutter('object'));
    expect(found).toEqual([
      { key: 'a', value: { Key: 'a', Value: 1 } },
      { key: 'b!', value: { Key: 'b!', Value: { c: [] } } },
    ]);
  });

  it.each(['"a"', '"a" 1}', 'a:1}', '"a":}'])('are refused in %j', async (document) => {
    await expect(values(document, 'object')).rejects.toEqual(failed);
  });

  it('are the same in whatever pieces the file comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 2 })),
        fc.array(fc.nat(200)),
        async (members, ends) => {
          const document = JSON.stringify(members).slice(1);
          const items = Object.entries(JSON.parse(`{${document}`) as object);
          expect(await values(document, 'object', ends)).toEqual(
            items.map(([Key, Value]) => ({ Key, Value })),
          );
        },
      ),
    );
  });
});

describe('JSON lines', () => {
  it('are an item each, but for blank ones', async () => {
    const found = await cutDocument('1\r\n{"a": 2}\n\n  \n"é"', cutLines);
    expect(found.map(({ value }) => value)).toEqual([1, { a: 2 }, 'é']);
    await expect(cutDocument('1\n{', cutLines)).rejects.toEqual(failed);
  });

  it('are the same in whatever pieces the file comes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.jsonValue({ maxDepth: 2 })),
        fc.array(fc.nat(200)),
        async (items, ends) => {
          const document = items.map((item) => JSON.stringify(item)).join('\n');
          const found = await cutDocument(document, cutLines, ends);
          expect(found.map(({ value }) => value)).toEqual(JSON.parse(JSON.stringify(items)));
        },
      ),
    );
  });
});

describe('a pointer', () => {
  async function locate(document: string, pointer = '', ends: number[] = []): Promise<Located> {
    const locator = new JsonLocator(pointer);
    for await (const { text, isLast } of piecesOf(document, ends)) {
      const located = locator.push(text, isLast);
      if (located) return located;
    }
    throw new Error('nothing located and nothing thrown');
  }

  it.each([
    ['[1]', '', { at: 1, inside: 'array' }],
    [' {"a":1}', '', { at: 2, inside: 'object' }],
    ['{"a":[1]}', '/a', { at: 6, inside: 'array' }],
    ['{"x":{"a":[0]},"s":"\\"a\\":[","a":{"b":[2]}}', '/a/b', { at: 39, inside: 'array' }],
    ['[[1],{"k":[]},{"k":{}}]', '/2/k', { at: 20, inside: 'object' }],
    ['{"a/b":{"m~n":[1]}}', '/a~1b/m~0n', { at: 15, inside: 'array' }],
  ] as const)('in %s: %s', async (document, pointer, located) => {
    expect(await locate(document, pointer)).toEqual(located);
  });

  it.each([
    ['{"a":1}', '/a', 'Attempting to map over non-iterable node.'],
    ['17', '', 'Attempting to map over non-iterable node.'],
    ['{"a":{"b":1},"c":[]}', '/a/c', "The ItemsPointer '/a/c' leads to nothing in the file."],
    ['{"a":1}', '/b', "The ItemsPointer '/b' leads to nothing in the file."],
    ['', '', 'The file is no valid JSON: Unexpected end of JSON input'],
    ['{"a":', '/a', 'The file is no valid JSON: Unexpected end of JSON input'],
  ])('in %s, %s: %s', async (document, pointer, message) => {
    await expect(locate(document, pointer)).rejects.toEqual(
      expect.objectContaining({ error: 'States.ItemReaderFailed', message }),
    );
  });

  it('finds what a parser finds, in whatever pieces the file comes', async () => {
    const json = fc.jsonValue({ maxDepth: 3 });
    await fc.assert(
      fc.asyncProperty(json, json, fc.array(fc.nat(300)), async (before, target, ends) => {
        const document = JSON.stringify({ before, deep: [before, { target: [target] }] });
        const { at, inside } = await locate(document, '/deep/1/target', ends);
        expect(inside).toBe('array');
        const bytes = Buffer.from(document).subarray(at).toString();
        const [found] = await values(bytes, 'array');
        expect(found).toEqual(JSON.parse(JSON.stringify(target)) as Json);
      }),
    );
  });
});
