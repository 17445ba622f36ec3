/** Paths and payload templates applied to a state's data. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  applyInputPath,
  applyOutputPath,
  applyParameters,
  applyResultPath,
  findPath,
  readPath,
  readText,
} from '../../../core/asl/query/jsonpath.ts';
import { type Json, parseJson } from '../../../core/json.ts';
import { scope } from '../scope.ts';

const data = { name: 'Ada', list: [1, 2], nested: { a: { b: null } } };

describe('InputPath and OutputPath', () => {
  it.each([
    ['InputPath', applyInputPath],
    ['OutputPath', applyOutputPath],
  ])('%s passes all on, selects or discards', (_field, apply) => {
    expect(apply(undefined, data, scope)).toBe(data);
    expect(apply('$', data, scope)).toBe(data);
    expect(apply('$.list', data, scope)).toBe(data.list);
    expect(apply('$.nested.a.b', data, scope)).toBe(null);
    expect(apply('$$', data, scope)).toBe(scope.context);
    expect(apply(null, data, scope)).toEqual({});
  });

  it('fail in the words of AWS when nothing is there', () => {
    expect(() => applyOutputPath('$.no.such.result.path', {}, scope)).toThrow(
      expect.objectContaining({
        error: 'States.Runtime',
        message: "Invalid path '$.no.such.result.path' : Missing property in path $['no']",
      }),
    );
    expect(() => readPath('$.Seconds', {}, scope, 'TimeoutSecondsPath')).toThrow(
      "Invalid path '$.Seconds' : No results for path: $['Seconds']",
    );
  });

  it('fail as a state does when the text is no path', () => {
    expect(() => applyInputPath('$.a[', data, scope)).toThrow(
      expect.objectContaining({
        error: 'States.Runtime',
        message: expect.stringContaining(
          "The value for the field 'InputPath' must be a valid JSONPath",
        ),
      }),
    );
  });
});

describe('findPath and readText', () => {
  it('find a value or nothing', () => {
    expect(findPath('$.name', data, scope)).toBe('Ada');
    expect(findPath('$.none', data, scope)).toBeUndefined();
  });

  it('readText takes intrinsic functions too', () => {
    expect(readText("States.Format('{}!', $.name)", data, scope, 'CausePath')).toBe('Ada!');
    expect(readText('$.name', data, scope, 'CausePath')).toBe('Ada');
    expect(() => readText('States.Nope()', data, scope, 'CausePath')).toThrow("field 'CausePath'");
  });
});

describe('a payload template', () => {
  it('computes the keys that end in .$, at any depth', () => {
    const template = {
      plain: '$.name',
      'name.$': '$.name',
      'all.$': '$',
      'id.$': '$$.Execution.Id',
      'order.$': '$order.id',
      'greeting.$': "States.Format('Hi {}', $.name)",
      deep: [{ 'first.$': '$.list[0]' }, 'x', [{ 'nothing.$': '$.nested.a.b' }]],
      'items.$': '$.list[*]',
    };
    expect(applyParameters(template, data, scope, 'Parameters')).toEqual({
      plain: '$.name',
      name: 'Ada',
      all: data,
      id: 'arn:execution',
      order: 7,
      greeting: 'Hi Ada',
      deep: [{ first: 1 }, 'x', [{ nothing: null }]],
      items: [1, 2],
    });
  });

  it('that computes nothing is returned itself', () => {
    const templates: Json[] = [{ a: [{ b: '$.c' }] }, [1], 'text', 1, null, {}];
    for (const template of templates) {
      expect(applyParameters(template, data, scope, 'Parameters')).toBe(template);
    }
  });

  it.each(['$[*]', '$.items[*]', '$.items[1:]', '$.items[1:].value', '$.item.items[1:5].value'])(
    'finds no values for %s where there are none',
    (path) => {
      expect(applyParameters({ 'item.$': path }, {}, scope, 'Parameters')).toEqual({ item: [] });
    },
  );

  it('names the path, its key and the input when nothing is there', () => {
    const input = parseJson('{"int-literal": 0}');
    const failure = (path: string) =>
      expect.objectContaining({
        error: 'States.Runtime',
        message: `The JSONPath '${path}' specified for the field 'value.$' could not be found in the input '{"int-literal": 0}'`,
      });
    for (const path of ['$.no_such_jsonpath', '$$.Execution.Input.no_such_jsonpath']) {
      expect(() => applyParameters({ 'value.$': path }, input, scope, 'Parameters')).toThrow(
        failure(path),
      );
    }
  });

  it('refuses what is neither a path nor an intrinsic function', () => {
    for (const value of ['name', '', 'States.Nope()', 1, null, {}] as Json[]) {
      expect(() => applyParameters({ a: { 'b.$': value } }, data, scope, 'ResultSelector')).toThrow(
        "The value for the field 'ResultSelector' must be a valid JSONPath or a valid intrinsic function call",
      );
    }
  });

  it('looks up keys as AWS recorded them, backslashes and quotes included', () => {
    const input = { 'Test\\""Name"': 'Value"\\' };
    expect(
      applyParameters({ 'value.$': '$[\'Test\\""Name"\']' }, input, scope, 'Parameters'),
    ).toEqual({
      value: 'Value"\\',
    });
  });

  it('keeps a key named __proto__ an ordinary key', () => {
    const template = parseJson('{"__proto__": {"x.$": "$.name"}, "__proto__.$": "$.list"}');
    const filled = applyParameters(template, data, scope, 'Parameters');
    expect(JSON.stringify(filled)).toBe('{"__proto__":[1,2]}');
    expect(Object.getPrototypeOf(filled)).toBe(Object.prototype);
  });

  it('leaves data and template as they are, and copies any value whole', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (value, constant) => {
        const input = { value: value as Json };
        const template = { constant: { constant: constant as Json }, 'value.$': '$.value' };
        const before = JSON.stringify([input, template]);
        fc.pre(before.split('.$":').length === 2);
        const filled = applyParameters(template, input, scope, 'Parameters');
        expect(filled).toEqual({ constant: { constant }, value });
        expect(JSON.stringify([input, template])).toBe(before);
      }),
    );
  });
});

describe('ResultPath', () => {
  it('replaces, discards or places the result', () => {
    expect(applyResultPath(undefined, data, 1)).toBe(1);
    expect(applyResultPath('$', data, 1)).toBe(1);
    expect(applyResultPath(null, data, 1)).toBe(data);
    expect(applyResultPath('$.result.value', { a: 1 }, 2)).toEqual({ a: 1, result: { value: 2 } });
  });

  it('fails where the input has no room', () => {
    expect(() => applyResultPath('$.someTaskResult', 'input1', 1)).toThrow(
      expect.objectContaining({
        error: 'States.ResultPathMatchFailure',
        message: 'Unable to apply ReferencePath $.someTaskResult to input "input1"',
      }),
    );
  });
});
