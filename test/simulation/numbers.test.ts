/** Numbers on their way through whole executions keep the form in which they came. */

import { describe, expect, it } from 'vitest';
import { type JsonObject, parseJson, textOf } from '../../core/json.ts';
import { World } from './world.ts';

const ODD = '{"id":12345678901234567890,"zero":0.0,"ten":1e1,"list":[1.0,1,2.50]}';
const ECHO = 'arn:aws:lambda:us-east-1:123456789012:function:echo';

/** What an execution ends with; its function answers what it is called with. */
async function outcome(definition: string | JsonObject, input = ODD) {
  const world = new World();
  world.workers.all = ({ parameters }) => ({
    type: 'answered',
    status: 200,
    headers: {},
    output: { Payload: String(parameters.Payload) },
  });
  await world.createMachine('m', definition);
  const execution = await world.start('m', parseJson(input));
  await world.run();
  expect(world.errors).toEqual([]);
  const { output, failure } = await world.last(execution);
  return failure ?? textOf(output ?? null);
}

const one = (state: string) => `{"StartAt":"S","States":{"S":${state}}}`;

describe('in JSONPath', () => {
  it.each<[through: string, state: string, output: string]>([
    ['InputPath', '{"Type":"Pass","InputPath":"$.list","End":true}', '[1.0,1,2.50]'],
    ['a scalar', '{"Type":"Pass","OutputPath":"$.zero","End":true}', '0.0'],
    [
      'Parameters',
      '{"Type":"Pass","Parameters":{"a.$":"$.id","b":[1.50]},"End":true}',
      '{"a":12345678901234567890,"b":[1.50]}',
    ],
    ['Result', '{"Type":"Pass","Result":{"a":1.0},"End":true}', '{"a":1.0}'],
    [
      'ResultPath',
      '{"Type":"Pass","InputPath":"$.zero","ResultPath":"$.ten","End":true}',
      '{"id":12345678901234567890,"zero":0.0,"ten":0.0,"list":[1.0,1,2.50]}',
    ],
    [
      'a function',
      `{"Type":"Task","Resource":"${ECHO}","InputPath":"$.list","ResultSelector":{"r.$":"$"},"End":true}`,
      '{"r":[1.0,1,2.50]}',
    ],
    [
      'a Map',
      `{"Type":"Map","ItemsPath":"$.list","ItemSelector":{"v.$":"$$.Map.Item.Value"},"ItemProcessor":${one('{"Type":"Pass","End":true}').replaceAll('"S"', '"I"')},"End":true}`,
      '[{"v":1.0},{"v":1},{"v":2.50}]',
    ],
    [
      'intrinsic functions',
      `{"Type":"Pass","Parameters":{"f.$":"States.Format('{} {} {}', $.zero, $.id, $.list)","j.$":"States.JsonToString($.list)","p.$":"States.StringToJson('[1.0, 1e1]')","u.$":"States.ArrayUnique($.list)","c.$":"States.ArrayContains($.list, 2.5)","s.$":"States.MathAdd($.ten, 1.0)","l.$":"States.Array(1.0)"},"End":true}`,
      '{"f":"0.0 12345678901234567890 [1.0, 1, 2.50]","j":"[1.0,1,2.50]","p":[1.0,1e1],"u":[1.0,2.50],"c":true,"s":11,"l":[1.0]}',
    ],
    [
      'filters',
      '{"Type":"Pass","Parameters":{"a.$":"$.list[?(@ == 1)]","b.$":"$.list[?(@ > 2.0)]","c.$":"$.list.sum()"},"End":true}',
      '{"a":[1.0,1],"b":[2.50],"c":4.5}',
    ],
    ['a Wait', '{"Type":"Wait","SecondsPath":"$.ten","OutputPath":"$.ten","End":true}', '1e1'],
  ])('%s', async (_through, state, output) => {
    expect(await outcome(one(state))).toBe(output);
  });

  it('a variable', async () => {
    const definition =
      '{"StartAt":"A","States":{"A":{"Type":"Pass","Assign":{"v.$":"$.id","w":2.0},"Next":"B"},"B":{"Type":"Pass","Parameters":{"v.$":"$v","w.$":"$w"},"End":true}}}';
    expect(await outcome(definition)).toBe('{"v":12345678901234567890,"w":2.0}');
  });

  it.each([
    ['{"Variable":"$.zero","NumericEquals":0,"Next":"Yes"}', 'yes'],
    ['{"Variable":"$.zero","IsNumeric":true,"Next":"Yes"}', 'yes'],
    ['{"Variable":"$.ten","NumericGreaterThanEquals":10.0,"Next":"Yes"}', 'yes'],
    ['{"Variable":"$.id","NumericEquals":12345678901234567890,"Next":"Yes"}', 'yes'],
    ['{"Variable":"$.id","NumericEquals":12345678901234567891,"Next":"Yes"}', 'no'],
    ['{"Variable":"$.list[0]","NumericEqualsPath":"$.list[1]","Next":"Yes"}', 'yes'],
    ['{"Variable":"$.zero","IsString":true,"Next":"Yes"}', 'no'],
  ])('a Choice by %s says %s', async (rule, answer) => {
    const end = (text: string) => `{"Type":"Pass","Result":"${text}","End":true}`;
    const choice = `{"Type":"Choice","Choices":[${rule}],"Default":"No"}`;
    const definition = `{"StartAt":"S","States":{"S":${choice},"Yes":${end('yes')},"No":${end('no')}}}`;
    expect(await outcome(definition)).toBe(`"${answer}"`);
  });

  it('a state that is called as a field is', async () => {
    const retry = '"Retry":[{"ErrorEquals":["States.ALL"],"BackoffRate":2.0}]';
    const task = `{"Type":"Task","Resource":"${ECHO}",${retry},"TimeoutSeconds":5.0,"End":true}`;
    expect(await outcome(`{"StartAt":"Result","States":{"Result":${task}}}`)).toBe(ODD);
  });
});

describe('in JSONata', () => {
  const jsonata = (output: string) =>
    `{"QueryLanguage":"JSONata","StartAt":"S","States":{"S":{"Type":"Pass","Output":${output},"End":true}}}`;

  it.each([
    ['"{% $states.input.id %}"', '12345678901234567890'],
    ['{"a":"{% $states.input.list %}","b":1.0}', '{"a":[1.0,1,2.50],"b":1.0}'],
    ['"{% $states.input.ten + 1 %}"', '11'],
    ['"{% $type($states.input.zero) & $string($states.input.list) %}"', '"number[1,1,2.5]"'],
    ['0.0', '0.0'],
  ])('%s comes to %s', async (output, text) => {
    expect(await outcome(jsonata(output))).toBe(text);
  });
});
