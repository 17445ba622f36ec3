import { Worker } from 'node:worker_threads';
import { beforeAll, describe, expect, it } from 'vitest';
import { compileExpression, loadJsonata } from '../../../core/asl/jsonata/compile.ts';
import { attacks } from './attacks.ts';
import { failure, run } from './scope.ts';

describe('an expression that attacks a process with a heap of 160 MB', () => {
  const outcomes = new Map<string, string>();

  beforeAll(async () => {
    const worker = new Worker(new URL('./attack-worker.ts', import.meta.url), {
      resourceLimits: { maxOldGenerationSizeMb: 160 },
    });
    worker.on('message', ({ name, outcome }) => outcomes.set(name, outcome));
    const end = await new Promise((resolve) => {
      worker.on('error', resolve);
      worker.on('exit', resolve);
    });
    expect(end, `the process died after ${[...outcomes.keys()].at(-1)}`).toBe(0);
  });

  for (const [name, [, ...codes]] of Object.entries(attacks)) {
    it(`is stopped when it ${name}`, () => {
      const outcome = outcomes.get(name) ?? 'no outcome';
      const code = outcome.startsWith('no failure') ? undefined : outcome.split(':')[0];
      expect(codes, outcome).toContain(code);
    });
  }
});

describe('an expression that looks for a way out', () => {
  it.each([
    '$states.input.constructor',
    '$states.input.__proto__',
    '"".constructor.constructor',
    '$lookup({}, "constructor")',
    '$lookup({}, "__proto__")',
    '($x := [1]; $x.constructor)',
    '$spread($sum).implementation',
    '$sum.implementation',
    '$map.signature',
    '$string.toString',
    '(/a/).lastIndex'.replace('(', '($r := ').replace(').', '; $r.').concat(')'),
    '$match("a", /a/).constructor',
    '$parse("{}").constructor',
    '$clone({}).constructor',
  ])('finds nothing at %s', async (text) => {
    expect(await run(text)).toBeUndefined();
  });

  it('cannot evaluate a text', async () => {
    expect(await failure('$eval("1")')).toBe('T1006: Attempted to invoke a non-function');
  });

  it.each([
    '{"a":1} ~> |$|{"__proto__":{"polluted":true}}|',
    '{"__proto__":{"polluted":true}}',
    '$merge([{"__proto__":{"polluted":true}}])',
    '$parse("{\\"__proto__\\":{\\"polluted\\":true}}") ~> |$|{"x":1}|',
    '$states.input{"__proto__": {"polluted":true}}',
    '$states.input ~> |__proto__|{"polluted":true}|',
    '$states.input ~> |constructor.prototype|{"polluted":true}|',
  ])('pollutes no prototype by %s', async (text) => {
    const result = await run(text, { a: 1 });
    expect(Object.hasOwn(Object.prototype, 'polluted')).toBe(false);
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect((result as { polluted?: boolean }).polluted).toBeUndefined();
  });

  it.each([
    '{} ~> |$sum|{"implementation": 1}|',
    '{} ~> |$sum|{"signature": 1}|',
    '{} ~> |$sum|{"poison": 1}|',
    '{} ~> |$sum|{}, ["implementation"]|',
    '{} ~> |$sum|{}, ["_jsonata_function"]|',
  ])('cannot change a function that others call: %s', async (text) => {
    await failure(text);
    expect(await run('$sum([1,2])')).toBe(3);
  });

  it('cannot pose as a function', async () => {
    const input = {
      lambda: { _jsonata_lambda: true, arguments: [], environment: {}, body: { type: 'value' } },
      native: { _jsonata_function: true, implementation: 'process.exit()' },
    };
    expect(await failure('$states.input.lambda()', input)).toMatch(/^[TD]\d{4}: /);
    expect(await failure('$states.input.native()', input)).toMatch(/^[TD]\d{4}: /);
    expect(await run('[$states.input][0]', input)).toEqual(input);
  });

  it('does not change the input, not even by a transform that clones nothing', async () => {
    const input = { a: { b: 1 }, empty: [] };
    await run('($clone := function($x){$x}; $states.input ~> |a|{"b":2}|)', input);
    await run('{} ~> |$states.input.a|{"b":2}|', input);
    await run('$states.input.empty{"k": $}', input);
    expect(input).toEqual({ a: { b: 1 }, empty: [] });
  });

  it('is compiled once', async () => {
    await loadJsonata();
    expect(compileExpression('1 + 1')).toBe(compileExpression('1 + 1'));
  });
});
