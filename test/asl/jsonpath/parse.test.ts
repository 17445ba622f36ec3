/** Which texts are JSONPaths, and what is said about those that are not. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isIntrinsic, parseIntrinsic } from '../../../core/asl/intrinsics/parse.ts';
import { parsePath } from '../../../core/asl/jsonpath/parse.ts';
import { PathSyntaxError } from '../../../core/asl/jsonpath/syntax-error.ts';
import { isObject, type Json } from '../../../core/json.ts';

describe('parsePath', () => {
  it.each([
    ['$', true],
    ['$.a.b', true],
    ["$['a']['b c']", true],
    ['$.a[0].b[-1]', true],
    ['$.[0].x', true],
    ['$.with-hyphen', true],
    ['$.trailing.blank ', true],
    ['$.a.length()', true],
    ["$['a','b']", true],
    ['$$.Execution.Id', true],
    ['$order.id', true],
    ['$[(@.length-1)].bar', true],
    ['$.a[0]b', true],
    ["$['a','b'].c", false],
    ['$.[*].y', false],
    ['$[1:]', false],
    ['$[:]', false],
    ['$[0,2]', false],
    ['$..a', false],
    ['$..*', false],
    ["$.a[?(@.b == 'x' && (@.c > 3 || !@.d))]", false],
    ['$.a[?(@.b == $.root.path)]', false],
    ['$.a[?(@.n =~ /SBJ.*?/i)]', false],
    ['$.a[?(@.M)]', false],
    ['$.a[?(@.status == Failure)]', false],
    ["$.a[?(@.b in ['x', 'y', null, 1.5, true])]", false],
  ])('reads %s (definite: %s)', (text, definite) => {
    expect(parsePath(text).definite).toBe(definite);
  });

  it.each([
    ['a', "Path must start with '$' at position 0"],
    ['', "Path must start with '$' at position 0"],
    ['$.', "Path must not end with a '.' or '..' at position 2"],
    ['$..', "Path must not end with a '.' or '..' at position 3"],
    ['$...a', "Character '.' is not valid at position 3"],
    ['$.a b', "Illegal character ' ' at position 3"],
    ["$['a", 'Property has not been closed'],
    ['$[', 'Could not parse token'],
    ['$[1:2:3]', 'Failed to parse SliceOperation: 1:2:3'],
    ['$[1,,2]', 'Failed to parse ArrayIndexOperation: 1,,2'],
    ["$['a',]", 'Found empty property'],
    ['$.a[?(@.b', 'Expected character: )'],
    ['$.a[?(@.b =< 3)]', 'Filter operator =< is not supported!'],
    ['$.a[?(3)]', 'Expected logical operator'],
    ['$.a.explode()', 'Function with name: explode does not exist'],
    ['$.a[?(@.b =~ /(?=x)/)]', 'Only plain groups are supported'],
    ['$$name', "Illegal character 'n'"],
    ['$1', "Illegal variable name '1'"],
  ])('refuses %s and says why', (text, message) => {
    expect(() => parsePath(text)).toThrow(message);
  });

  it('tells where the trouble is', () => {
    try {
      parsePath('$.a.b[x]');
      expect.unreachable();
    } catch (error) {
      expect(error).toBeInstanceOf(PathSyntaxError);
      expect(error).toMatchObject({ offset: 6 });
    }
  });

  it('answers the same path for the same text', () => {
    expect(parsePath('$.same')).toBe(parsePath('$.same'));
  });

  it('refuses what nests or goes on without end', () => {
    expect(() => parsePath(`$[?(${'('.repeat(5000)}@.a`)).toThrow('nests deeper than');
    expect(() => parsePath(`$[?(${'!'.repeat(5000)}@.a)]`)).toThrow('nests deeper than');
    expect(() => parsePath(`$${'[?(@'.repeat(5000)}`)).toThrow('nests deeper than');
    expect(() => parsePath(`$[?(@ in ${'['.repeat(5000)})]`)).toThrow('nests deeper than');
    expect(() => parsePath(`$${'.a'.repeat(5000)}`)).toThrow('more than 1000 steps');
  });

  it('either reads a text or throws a PathSyntaxError', () => {
    const piece = fc.constantFrom(
      ...'$@.*[]()?!=<>~&|/\'",:-0129ab \\'.split(''),
      '..',
      '[?(@',
      '&&',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 20 }), (pieces) => {
        try {
          parsePath(`$${pieces.join('')}`);
        } catch (error) {
          expect(error).toBeInstanceOf(PathSyntaxError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

const corpus = new URL('../../../../shared/corpus/', import.meta.url);

describe.runIf(existsSync(corpus))('the machines of real users', () => {
  it('have only paths and intrinsic functions that parse, where they are valid', () => {
    const refused: string[] = [];
    let read = 0;
    for (const text of textsOfValidMachines()) {
      try {
        isIntrinsic(text) ? parseIntrinsic(text) : parsePath(text);
        read++;
      } catch (error) {
        refused.push(`${text}: ${String(error)}`);
      }
    }
    expect(refused).toEqual([]);
    expect(read).toBeGreaterThan(2000);
  });
});

function* textsOfValidMachines(): Generator<string> {
  const index: { id: string; expected: string }[] = JSON.parse(
    readFileSync(new URL('index.json', corpus), 'utf8'),
  );
  const valid = new Set(index.filter((entry) => entry.expected === 'valid').map(({ id }) => id));
  for (const file of readdirSync(new URL('defs/', corpus))) {
    if (!valid.has(file.split('.')[0] ?? '')) continue;
    yield* expressions(JSON.parse(readFileSync(new URL(`defs/${file}`, corpus), 'utf8')));
  }
}

function* expressions(value: Json): Generator<string> {
  if (Array.isArray(value)) for (const item of value) yield* expressions(item);
  if (!isObject(value)) return;
  for (const [key, member] of Object.entries(value)) {
    const isPath = /\.\$$|Path$|^Variable$/.test(key) && typeof member === 'string';
    if (isPath && /^(\$|States\.)/.test(member)) yield member;
    else if (!(value.Type === 'Pass' && key === 'Result')) yield* expressions(member);
  }
}
