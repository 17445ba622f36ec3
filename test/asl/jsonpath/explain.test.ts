/** Why a path found nothing, in Jayway's words. */

import { expect, it } from 'vitest';
import { explainMissing } from '../../../core/asl/jsonpath/explain.ts';
import { parsePath } from '../../../core/asl/jsonpath/parse.ts';
import { scope } from '../scope.ts';

it.each([
  ['$.none', "No results for path: $['none']"],
  ['$.a.none', "No results for path: $['a']['none']"],
  ['$.no.such.path', "Missing property in path $['no']"],
  ['$.a.no.path', "Missing property in path $['a']['no']"],
  ['$.list[5]', "No results for path: $['list'][5]"],
  ['$.none[*]', "Missing property in path $['none']"],
  [
    '$.text.x',
    "Expected to find an object with property ['x'] in path $['text'] but found 'java.lang.String'. This is not a json object according to the JsonProvider: 'com.jayway.jsonpath.spi.json.JacksonJsonProvider'.",
  ],
  ['$.nothing[0]', "The path $['nothing'] is null"],
  ['$.a[0]', 'Filter: [0] can only be applied to arrays. Current context is: {"b":1}'],
  ['$.text[?(@.x)]', 'Filter: [?] can not be applied to primitives. Current context is: "t"'],
  ['$.list.sum()', "No results for path: $['list'].sum()"],
  ['$$.Nope', "No results for path: $['Nope']"],
])('%s: %s', (path, reason) => {
  const document = { a: { b: 1 }, text: 't', list: [], nothing: null };
  expect(explainMissing(parsePath(path), document, scope)).toBe(reason);
});
