import { describe, expect, it } from 'vitest';
import {
  mapInputNotArray,
  unexpectedResultType,
  unparsableTimestamp,
} from '../../../core/asl/jsonata/errors.ts';
import { evaluateTemplate } from '../../../core/asl/jsonata/template.ts';
import type { Json } from '../../../core/json.ts';
import { scopeWith } from './scope.ts';

const fill = (template: Json, input: Json = {}, field = 'Output') =>
  evaluateTemplate(template, scopeWith(input), field);

describe('a template', () => {
  it('is filled where it holds expressions and kept elsewhere', async () => {
    const template = {
      a: '{% $states.input.x + 1 %}',
      b: ['{%$states.input.x%}', 'text', { c: null }],
      __proto__x: 1,
    };
    expect(await fill(template, { x: 1 })).toEqual({
      a: 2,
      b: [1, 'text', { c: null }],
      __proto__x: 1,
    });
  });

  it('without expressions is the value itself', async () => {
    const template = { a: [1, { b: 'x' }] };
    expect(await fill(template)).toBe(template);
  });

  it('writes what passes through anew, not as the text it came from', async () => {
    const input = { x: { a: 1 } };
    expect(await fill('{% $states.input.x %}', input)).not.toBe(input.x);
  });

  it('keeps a key named __proto__ as a key', async () => {
    const filled = await fill(JSON.parse('{"__proto__": "{% 1 %}"}'));
    expect(JSON.stringify(filled)).toBe('{"__proto__":1}');
  });
});

describe('failures name the expression and the field', () => {
  it.each<[string, Json, string, string, string]>([
    [
      'nothing',
      '{% $doesNotExist %}',
      'Output',
      'Output',
      "The JSONata expression '$doesNotExist' specified for the field 'Output' returned nothing (undefined).",
    ],
    [
      'nothing in a key',
      { result: '{% $doesNotExist %}' },
      'Assign',
      'Assign/result',
      "The JSONata expression '$doesNotExist' specified for the field 'Assign/result' returned nothing (undefined).",
    ],
    [
      'nothing in an item',
      { list: [1, '{% $no %}'] },
      'Output',
      'Output/list[1]',
      "The JSONata expression '$no' specified for the field 'Output/list[1]' returned nothing (undefined).",
    ],
    [
      'a failure',
      { r: '{% $f($states.input.a) %}' },
      'Output',
      'Output/r',
      "The JSONata expression '$f($states.input.a)' specified for the field 'Output/r' threw an error during evaluation. T1006: Attempted to invoke a non-function",
    ],
  ])('%s', async (_what, template, field, location, message) => {
    await expect(fill(template, {}, field)).rejects.toMatchObject({
      error: 'States.QueryEvaluationError',
      location,
      message,
    });
  });

  it('tells what type was expected', () => {
    expect(unexpectedResultType('$x', 'Items', 'array', null).message).toBe(
      "The JSONata expression '$x' specified for the field 'Items' returned an unexpected result type. Expected 'array', but was 'null' for value: null",
    );
    expect(
      unexpectedResultType("{'foo': 'bar'}", 'Items', 'array', { foo: 'bar' }).message,
    ).toMatch(/but was 'object' for value: \{"foo":"bar"\}$/);
  });

  it('tells of a Map without an array and a Wait without a timestamp', () => {
    expect(mapInputNotArray('string')).toMatchObject({
      message: 'Map state input must be an array but was: "string"',
      location: undefined,
    });
    expect(unparsableTimestamp('05-12-2016T21:29:29Z')).toMatchObject({
      message:
        'The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: 05-12-2016T21:29:29Z',
      location: 'Timestamp',
    });
  });
});
