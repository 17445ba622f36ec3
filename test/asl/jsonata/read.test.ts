/** Reading many expressions together finds what reading each by itself finds. */

import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { loadJsonata } from '../../../core/asl/jsonata/compile.ts';
import { readExpression, readExpressions } from '../../../core/asl/jsonata/read.ts';

beforeAll(loadJsonata);

/** Those of the texts that are read together, by what is found. */
const together = (...texts: string[]) => readExpressions(new Set(texts));

describe('readExpressions', () => {
  it('reads right expressions together', () => {
    const texts = [
      '$states.input.a + $b',
      '$f := 1',
      'a.b[c = 1]',
      '"x, y" & \'z\'',
      '$sum([1, 2])',
    ];
    const found = together(...texts);
    expect([...found.keys()]).toEqual(texts);
    for (const text of texts) expect(found.get(text)).toEqual(readExpression(text));
  });

  it('leaves out what is wrong, and still reads its neighbours', () => {
    const right = Array.from({ length: 200 }, (_, i) => `$a${i}`);
    const found = together(...right.slice(0, 90), '1 +', ...right.slice(90));
    expect([...found.keys()]).toEqual(right);
  });

  it.each([
    [['"a', 'b"', '$c, $d']],
    [['`a', 'b`', '$c, $d']],
    [['[1', '2]', '$c, $d']],
    [['(1', '2)', '$c, $d']],
    [['1)', '(2', '$c']],
    [['1, 2', '$c']],
    [['1; 2', '$c']],
    [['1..2', '$c']],
    [['', '$c']],
    [['/* a', 'b */ 1', '$c']],
    [['%', '$c']],
  ])('is not fooled by parts that are right only side by side: %j', (texts) => {
    for (const [text, references] of together(...texts)) {
      expect(references).toEqual(readExpression(text));
    }
  });

  it('agrees with reading each by itself, whatever the texts', () => {
    const piece = fc.constantFrom(
      ...['$a', '$states', '.input', 'b', '1', '+', '..', ',', ';', '(', ')', '[', ']', '{', '}'],
      ...['"', "'", '`', '\\', '?', ':', ':=', '%', '*', '$', '$$', ' ', '\n', '/', '/*', '*/'],
      ...['function($x)', '$map(', '^(', '|', '~>', '@$i', '#$j', 'and', 'in', '-', '=', '"c"'],
    );
    const text = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(''));
    const alone = (each: string) => {
      try {
        return readExpression(each);
      } catch {
        return undefined;
      }
    };
    fc.assert(
      fc.property(fc.array(text, { maxLength: 6 }), (texts) => {
        for (const [each, references] of together(...texts, '$c')) {
          expect(references).toEqual(alone(each));
        }
      }),
      { numRuns: 2_000 },
    );
  });
});
