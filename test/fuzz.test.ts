/**
 * Definitions, inputs and answers at random: whatever is accepted runs without a crash, to an end or to a wait, and every
 * record of it can be stored. `FUZZ_EXECUTIONS=100000` runs so many; `FUZZ_SEED` repeats a run.
 */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { validate } from '../core/asl/validate/index.ts';
import { packRecord, parseRecord, printRecord, storableText } from '../core/aws/record-codec.ts';
import { isObject, type Json, type JsonObject, parseJson, setKey, textOf } from '../core/json.ts';
import type { TaskResponse } from '../core/ports.ts';
import { mutate, mutation } from './mutations.ts';
import { World } from './simulation/world.ts';

const numRuns = Number(process.env.FUZZ_EXECUTIONS ?? 400);
const seed = Number(process.env.FUZZ_SEED ?? Date.now() % 2 ** 31);

/** What runs longer is stopped here: random machines may go round for ever. */
const MOST_MESSAGES = 150;
const LONGEST_SAMPLE = 20_000;

/** In which numbers, paths, templates and loops meet; the corpus has the rest. */
const own: string[] = [
  `{"StartAt":"Each","States":{
    "Each":{"Type":"Map","ItemsPath":"$.list","MaxConcurrencyPath":"$.count","ItemSelector":{"v.$":"$$.Map.Item.Value","n":1.0},
      "ItemProcessor":{"StartAt":"Ask","States":{"Ask":{"Type":"Task","Resource":"arn:aws:states:::lambda:invoke",
        "Parameters":{"FunctionName":"f","Payload.$":"$"},"TimeoutSecondsPath":"$.v","Retry":[{"ErrorEquals":["States.ALL"],"MaxAttempts":2}],
        "Catch":[{"ErrorEquals":["States.ALL"],"ResultPath":"$.error","Next":"Caught"}],"End":true},"Caught":{"Type":"Pass","End":true}}},
      "ResultPath":"$.list","Next":"Sum"},
    "Sum":{"Type":"Pass","Parameters":{"sum.$":"States.MathAdd($.count, 1.0)","unique.$":"States.ArrayUnique($.list)",
      "text.$":"States.Format('{} {}', $.count, $.text)","json.$":"States.StringToJson($.text)","big.$":"$.list[?(@.n >= 1)]"},
      "Assign":{"count.$":"$.count","text.$":"$.text"},"ResultPath":"$.sum","Next":"Choose"},
    "Choose":{"Type":"Choice","Choices":[{"Variable":"$.count","NumericGreaterThan":1e1,"Next":"Pause"},
      {"And":[{"Variable":"$.text","IsString":true},{"Variable":"$.text","StringMatches":"*a*"}],"Next":"Fork"}],"Default":"Fork"},
    "Pause":{"Type":"Wait","SecondsPath":"$count","Next":"Choose"},
    "Fork":{"Type":"Parallel","Branches":[{"StartAt":"L","States":{"L":{"Type":"Pass","OutputPath":"$.sum","End":true}}},
      {"StartAt":"R","States":{"R":{"Type":"Fail","ErrorPath":"$.text","CausePath":"$.sum"}}}],
      "Catch":[{"ErrorEquals":["States.ALL"],"Next":"Done"}],"Next":"Done"},
    "Done":{"Type":"Succeed"}}}`,
  `{"QueryLanguage":"JSONata","StartAt":"Ask","States":{
    "Ask":{"Type":"Task","Resource":"arn:aws:states:::aws-sdk:dynamodb:query","Arguments":{"TableName":"{% $states.input.text %}"},
      "TimeoutSeconds":"{% $states.input.count %}","Output":{"r":"{% $states.result %}","i":"{% $states.input %}"},
      "Assign":{"i":"{% $states.input.count %}"},"Catch":[{"ErrorEquals":["States.ALL"],"Output":"{% $states.errorOutput %}","Next":"Loop"}],"Next":"Loop"},
    "Loop":{"Type":"Choice","Choices":[{"Condition":"{% $i > 3 %}","Next":"Each","Assign":{"i":"{% $i + 1 %}"}}],"Default":"Each"},
    "Each":{"Type":"Map","Items":"{% $states.input.i.list %}","ItemProcessor":{"StartAt":"In","States":{"In":{"Type":"Pass",
      "Output":"{% $string($states.input) & $uuid() %}","End":true}}},"Next":"Pause"},
    "Pause":{"Type":"Wait","Seconds":"{% $i %}","Next":"End"},
    "End":{"Type":"Succeed","Output":"{% $sum($states.input) %}"}}}`,
];
const samples = [...own];
const corpus = new URL('../../shared/corpus/defs/', import.meta.url);
if (existsSync(corpus)) {
  for (const name of readdirSync(corpus)) {
    const text = readFileSync(new URL(name, corpus), 'utf8');
    if (text.length <= LONGEST_SAMPLE) samples.push(text);
  }
}

const document = fc.oneof(
  fc.json({ maxDepth: 3 }),
  fc.constantFrom(
    '0.0',
    '1e400',
    '-1',
    '3',
    '12345678901234567890',
    '[1.0,{"n":2},"a"]',
    '{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}}}',
    '"2026-01-01T00:00:00Z"',
    '"a"',
    '"{\\"a\\": 1.0}"',
    '[[],{},null]',
  ),
);
/** Documents for the members that a definition asks for; the seed of chance says which goes where. */
const documents = fc.array(document, { minLength: 6, maxLength: 6 });

const READ = /\$\.([A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*)|\$states\.(?:input|result)\.([A-Za-z_]\w*)/g;

/** An object in which most of the paths that a definition reads find something. */
function inputFor(definition: string, texts: string[]): Json {
  const input: JsonObject = {};
  let next = 0;
  for (const [, path, member] of definition.matchAll(READ)) {
    const names = (path ?? member ?? '').split('.').slice(0, 3);
    let at = input;
    for (const [i, name] of names.entries()) {
      const found = Object.hasOwn(at, name) ? at[name] : undefined;
      if (i < names.length - 1 && isObject(found)) {
        at = found;
      } else {
        if (found === undefined)
          setKey(at, name, parseJson(texts[next++ % texts.length] ?? 'null'));
        break;
      }
    }
  }
  return parseJson(textOf(input));
}

function answersOf(texts: string[]): () => TaskResponse {
  let calls = 0;
  return () => {
    const text = texts[calls % texts.length] ?? 'null';
    const headers = { 'x-amzn-requestid': 'r' };
    const value = parseJson(text);
    const output = isObject(value) ? value : { value };
    switch (calls++ % 6) {
      case 0:
      case 1:
      case 2:
        return { type: 'answered', status: 200, headers, output: { Payload: text } };
      case 3:
        return { type: 'answered', status: 200, headers, output };
      case 4:
        return calls % 4 === 0
          ? { type: 'timedOut' }
          : { type: 'refused', status: 400, code: text, message: text, requestId: 'r' };
      default:
        return {
          type: 'answered',
          status: 200,
          headers,
          output: { FunctionError: 'Unhandled', Payload: text },
        };
    }
  };
}

/** Runs a definition that was accepted. How its execution stands afterwards. */
async function run(definition: string, input: Json, texts: string[]): Promise<string> {
  const world = new World();
  world.workers.all = answersOf(texts);
  await world.createMachine('m', definition);
  const execution = await world.start('m', input);
  await world.runAtMost(MOST_MESSAGES);
  expect(world.errors).toEqual([]);
  const { status, failure } = await world.last(execution);
  if (failure) expect(['string', 'undefined']).toContain(typeof failure.error);
  for (const record of await world.records(execution)) {
    const { fields, values } = packRecord(record);
    const texts = values.map(storableText);
    expect(parseRecord(printRecord(fields, texts, execution), execution).pool).toEqual(texts);
  }
  return status;
}

it(`machines at random run without a crash, seed ${seed}`, {
  timeout: 60_000 + 100 * numRuns,
}, async () => {
  console.info(`${numRuns} definitions and inputs, FUZZ_SEED=${seed}`);
  const inherited = Object.getOwnPropertyNames(Object.prototype);
  const outcomes: Record<string, number> = {};
  await fc.assert(
    fc.asyncProperty(
      fc.oneof(fc.constantFrom(...samples), fc.constantFrom(...own)),
      fc.array(mutation, { maxLength: 2, size: 'xsmall' }),
      documents,
      fc.oneof(
        { weight: 5, arbitrary: fc.constant(undefined) },
        { weight: 1, arbitrary: document },
      ),
      async (sample, changes, texts, whole) => {
        const text = changes.reduce(mutate, sample);
        const { definition } = await validate(text);
        const outcome = definition
          ? await run(text, whole === undefined ? inputFor(text, texts) : parseJson(whole), texts)
          : 'refused';
        outcomes[outcome] = (outcomes[outcome] ?? 0) + 1;
      },
    ),
    { numRuns, seed },
  );
  console.info(JSON.stringify(outcomes));
  expect(Object.getOwnPropertyNames(Object.prototype)).toEqual(inherited);
  expect('polluted' in {}).toBe(false);
});
