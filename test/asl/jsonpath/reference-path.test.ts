/** Putting values at reference paths. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluatePath } from '../../../core/asl/jsonpath/evaluate.ts';
import {
  parseReferencePath,
  setAtReferencePath,
} from '../../../core/asl/jsonpath/reference-path.ts';
import { type Json, type JsonObject, parseJson } from '../../../core/json.ts';
import { scope } from '../scope.ts';

describe('parseReferencePath', () => {
  it.each(['$', '$.a', "$['a b'].c", '$.a[0]', '$order.id'])('takes %s', (path) => {
    expect(parseReferencePath(path).definite).toBe(true);
  });

  it.each(['$.*', '$..a', '$.a[1:2]', '$.a[?(@.b)]', "$['a','b']", '$.a[0,1]', '$.a.length()'])(
    'refuses %s',
    (path) => {
      expect(() => parseReferencePath(path)).toThrow('must be a Reference Path');
    },
  );
});

describe('setAtReferencePath', () => {
  it.each<[string, Json, Json]>([
    ['$', { a: 1 }, 'new'],
    ['$.b', { a: 1 }, { a: 1, b: 'new' }],
    ['$.a', { a: 1, b: 2 }, { a: 'new', b: 2 }],
    ['$.x.y.z', {}, { x: { y: { z: 'new' } } }],
    ['$.list[1]', { list: [1, 2] }, { list: [1, 'new'] }],
    ['$.list[-1].id', { list: [{}] }, { list: [{ id: 'new' }] }],
    ['$[0]', [1], ['new']],
  ])('at %s of %j gives %j', (path, document, expected) => {
    expect(setAtReferencePath(path, document, 'new')).toEqual(expected);
  });

  it.each<[string, Json]>([
    ['$.a.b', { a: 'text' }],
    ['$.a', 'text'],
    ['$.a', [1]],
    ['$.a', null],
    ['$.a.b', { a: null }],
    ['$.list[2]', { list: [1, 2] }],
    ['$.list[0]', { list: {} }],
    ['$.new[0]', {}],
  ])('refuses %s in %j', (path, document) => {
    const message = `Unable to apply ReferencePath ${path} to input ${JSON.stringify(document)}`;
    expect(() => setAtReferencePath(path, document, 1)).toThrow(
      expect.objectContaining({ error: 'States.ResultPathMatchFailure', message }),
    );
  });

  it('refuses to write into variables and the context object', () => {
    expect(() => setAtReferencePath('$order.id', {}, 1)).toThrow('into the document');
    expect(() => setAtReferencePath('$$.Execution', {}, 1)).toThrow('into the document');
  });

  it('leaves the document and every prototype as they were', () => {
    const document = { a: { b: 1 } };
    setAtReferencePath('$.a.c', document, 2);
    expect(document).toEqual({ a: { b: 1 } });
    const result = setAtReferencePath('$.__proto__.polluted', parseJson('{}'), true) as JsonObject;
    expect(JSON.stringify(result)).toBe('{"__proto__":{"polluted":true}}');
    expect(Object.getPrototypeOf(result)).toBe(Object.prototype);
    expect('polluted' in {}).toBe(false);
  });

  it('puts any value where the path finds it again', () => {
    const names = fc.array(fc.constantFrom('a', 'b', '__proto__', 'constructor'), { minLength: 1 });
    fc.assert(
      fc.property(names, fc.jsonValue(), (keys, value) => {
        const path = `$.${keys.join('.')}`;
        const result = setAtReferencePath(path, {}, value as Json);
        expect(evaluatePath(parseReferencePath(path), result, scope)).toEqual(value);
      }),
    );
  });
});
