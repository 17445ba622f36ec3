import { describe, expect, it } from 'vitest';
import { failure, rows, run } from './scope.ts';

describe('what AWS adds to JSONata', () => {
  it.each<[string, unknown]>([
    ['$partition([1,2,3,4], 3)', [[1, 2, 3], [4]]],
    ['$partition([1], 5)', [[1]]],
    ['$partition([], 5)', []],
    ['$range(0, 10, 2)', [0, 2, 4, 6, 8, 10]],
    ['$range(3, 0, -2)', [3, 1]],
    ['$range(1, 3)', [1, 2, 3]],
    ['$range(1, 1, 1)', [1]],
    ['$hash("input data", "SHA-1")', 'aaff4a450a104cd177d28d18d74485e8cae074b7'],
    ['$hash("a", "MD5")', '0cc175b9c0f1b6a831c399e269772661'],
    ['$parse("{\\"a\\":[1,null]}")', { a: [1, null] }],
    ['$random(42)', 0.7275636800328681],
    ['$type($random())', 'number'],
    ['$uuid() = $uuid()', false],
    [
      '$contains($uuid(), /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)',
      true,
    ],
  ])('%s', async (text, value) => {
    expect(await run(text)).toEqual(value);
  });

  it('draws the same numbers and ids when a step is decided again', async () => {
    const text = '[$random(), $uuid(), $shuffle([1..20])]';
    expect(await run(text)).toEqual(await run(text));
  });

  it.each([
    ['$partition([1], 0)', 'D3141'],
    ['$range(1, 2, 0)', 'D3141'],
    ['$range(1, 1e9, 1)', 'D2015'],
    ['$hash("a", "CRC")', 'D3141'],
    ['$hash("a", "constructor")', 'D3141'],
    ['$parse("{")', 'D3141'],
  ])('%s fails', async (text, code) => {
    expect(await failure(text)).toMatch(new RegExp(`^${code}: `));
  });
});

describe('time', () => {
  it.each<[string, unknown]>([
    ['$now()', '2024-02-29T12:00:00.000Z'],
    ['$now("[Y0001]/[M01]")', '2024/02'],
    ['$millis()', Date.UTC(2024, 1, 29, 12)],
    ['$toMillis("10:30", "[H01]:[m01]")', Date.UTC(2024, 1, 29, 10, 30)],
    [
      '$toMillis("20240131T235959", "[Y0001][M01][D01]T[H01][m01][s01]")',
      Date.UTC(2024, 0, 31, 23, 59, 59),
    ],
    ['$fromMillis(0, "[D1o] [MNn] [Y]")', '1st January 1970'],
  ])('%s is that of the evaluation', async (text, value) => {
    expect(await run(text)).toEqual(value);
  });
});

describe('what an expression sees', () => {
  it('is $states and the variables', async () => {
    const input = { a: { b: [{ c: 1 }, { c: 2 }] } };
    expect(await run('$states.input.a.b.c', input)).toEqual([1, 2]);
    expect(await run('$states.context.State.Name')).toBe('X');
    expect(await run('$x.y + 1', {}, { x: { y: 1 } })).toBe(2);
    expect(await run('$states', { a: 1 })).toEqual({
      input: { a: 1 },
      context: { State: { Name: 'X' } },
    });
  });

  it.each(['$', '$$', 'field', 'field.other', '*', '**', '$doesNotExist', '$states.input.no.such'])(
    'has nothing at %s',
    async (text) => {
      expect(await run(text, { field: 1 })).toBeUndefined();
    },
  );

  it('holds what it was given, arrays of one item and empty ones too', async () => {
    const input = { one: [1], none: [], nested: [[1]], nothing: null, text: '' };
    for (const [key, value] of Object.entries(input)) {
      expect(await run(`$states.input.${key}`, input)).toEqual(value);
    }
  });

  it('is the whole array under a name that maps over it', async () => {
    expect(await run('$states.input.k', rows)).toEqual(['a', 'b', 'a']);
  });
});

describe('results', () => {
  it('are plain values without functions', async () => {
    expect(await run('{"f": $sum, "g": function($x){$x}, "v": 1}')).toEqual({ v: 1 });
    expect(await run('[$sum]')).toEqual([null]);
    expect(await run('$sum')).toBeUndefined();
    expect(await run('function($x){$x}')).toBeUndefined();
  });

  it('keep the order of keys', async () => {
    const value = await run('{"z":1,"a":2,"m":{"y":1,"b":2}}');
    expect(JSON.stringify(value)).toBe('{"z":1,"a":2,"m":{"y":1,"b":2}}');
  });

  it('hold no number that JSON has not', async () => {
    expect(await failure('1/0')).toBe('D1001: Number out of range: Infinity');
    expect(await failure('[1/0]')).toMatch(/^D1001: /);
  });
});

describe('failures', () => {
  it.each([
    ['$foo()', 'T1006: Attempted to invoke a non-function'],
    ['"a" + 1', 'T2001: The left side of the "+" operator must evaluate to a number'],
    ['$error("boom")', 'D3137: boom'],
    [
      '$lowercase(5)',
      'T0410: Argument 1 of function "lowercase" does not match function signature',
    ],
    ['$contains("a", /(?=a)/)', /^D1015: The regular expression/],
    [
      '$replace("a", "", "b")',
      'D3010: Second argument of replace function cannot be an empty string',
    ],
    ['[1,"a"]^($)', /^T2007: /],
    ['[[1],[2]]^($)', /^T2008: /],
    ['$sort([1,"a"])', /^D3070: /],
  ])('%s', async (text, message) => {
    const outcome = await failure(text);
    if (typeof message === 'string') expect(outcome).toBe(message);
    else expect(outcome).toMatch(message);
  });

  it('are no longer than a cause may be', async () => {
    expect((await failure('$error($pad("", 5000000, "a"))')).length).toBeLessThan(33_000);
  });
});
