/** Variables: names, scopes, and which states read them. */

import { describe, expect, it } from 'vitest';
import { validate } from '../../../core/asl/validate/index.ts';
import { LAMBDA, linesOf, machineOf, problemsOf } from './machine.ts';

type Fields = Record<string, unknown>;

const end = { Type: 'Pass', End: true };
const jsonata = { QueryLanguage: 'JSONata' };
const assigning = (...names: string[]) =>
  Object.fromEntries(names.map((name) => [name, 1])) as Fields;
const branchOf = (state: Fields) => ({ StartAt: 'B', States: { B: state } });
const parallel = (state: Fields, fields: Fields = {}) => ({
  Type: 'Parallel',
  Branches: [branchOf(state)],
  End: true,
  ...fields,
});
const mapOf = (state: Fields, config: Fields = { Mode: 'INLINE' }) => ({
  Type: 'Map',
  ItemProcessor: { ...branchOf(state), ProcessorConfig: config },
  End: true,
});
const distributed = { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' };

async function warningsOf(text: string): Promise<string[]> {
  const { problems } = await validate(text);
  return problems.map(({ code, message, location }) => `${code}: ${message} at ${location}`);
}

async function referencesIn(text: string) {
  return (await validate(text)).variableReferences;
}

describe('the name of a variable', () => {
  it.each(['a', 'größe', '名前', 'a_1', 'input', 'x'.repeat(80), 'constructor'])(
    'may be %s',
    async (name) => {
      expect(await problemsOf({ ...end, Assign: assigning(name) })).toEqual([]);
      expect(await problemsOf({ ...end, Assign: { [`${name}.$`]: '$.a' } })).toEqual([]);
      expect(await problemsOf({ ...end, Assign: assigning(name) }, {}, jsonata)).toEqual([]);
    },
  );

  it.each(['top-level', '1a', '_a', '', 'a.b', '$a', 'a b'])('may not be %j', async (name) => {
    expect(await problemsOf({ ...end, Assign: assigning(name) })).toEqual([
      `The variable name '${name}' must be a Unicode identifier: a letter, then letters, digits and underscores at /States/X/Assign`,
    ]);
  });

  it('may not be reserved or too long', async () => {
    expect(await problemsOf({ ...end, Assign: assigning('states') })).toEqual([
      "The variable name 'states' is reserved at /States/X/Assign",
    ]);
    const long = 'x'.repeat(81);
    expect(await problemsOf({ ...end, Assign: assigning(long) })).toEqual([
      `The variable name '${long}' exceeds the 80-character limit allowed by the service at /States/X/Assign`,
    ]);
  });

  it('is asked of rules and catchers as well', async () => {
    const bad = { Assign: assigning('1') };
    const rule = { Variable: '$.a', IsNull: true, Next: 'Y', ...bad };
    const catcher = { ErrorEquals: ['E'], Next: 'Y', ...bad };
    const last = { Y: { Type: 'Succeed' } };
    expect(await problemsOf({ Type: 'Choice', Choices: [rule] }, last)).toHaveLength(1);
    const task = { Type: 'Task', Resource: LAMBDA, Next: 'Y', Catch: [catcher] };
    expect(await problemsOf(task, last)).toHaveLength(1);
  });

  it('stands in an object', async () => {
    expect(await problemsOf({ ...end, Assign: '{% {} %}' }, {}, jsonata)).toEqual([
      'Expected value of type Object at /States/X/Assign',
    ]);
  });
});

describe('scopes', () => {
  const taken = (at: string) =>
    `The variable name 'a' was already defined in a parent scope. at ${at}`;
  const first = (next: Fields) => ({
    states: { Y: next },
    state: { Type: 'Pass', Assign: assigning('a'), Next: 'Y' },
  });
  const problemsAfter = (next: Fields) => {
    const { state, states } = first(next);
    return problemsOf(state, states);
  };

  it('do not assign what is assigned around them', async () => {
    expect(await problemsAfter(parallel({ ...end, Assign: assigning('a', 'b') }))).toEqual([
      taken('/States/Y/Branches[0]/States/B/Assign/a'),
    ]);
    expect(await problemsAfter(mapOf({ ...end, Assign: { 'a.$': '$.x' } }))).toEqual([
      taken('/States/Y/ItemProcessor/States/B/Assign/a.$'),
    ]);
    const inner = parallel({ ...end, Assign: assigning('a') });
    const nested = {
      Type: 'Parallel',
      Branches: [{ StartAt: 'C', States: { C: inner } }],
      End: true,
    };
    expect(await problemsAfter(nested)).toEqual([
      taken('/States/Y/Branches[0]/States/C/Branches[0]/States/B/Assign/a'),
    ]);
  });

  it('are told so under a code of its own', async () => {
    const { state, states } = first(parallel({ ...end, Assign: assigning('a') }));
    const { problems } = await validate(machineOf(state, states));
    expect(problems.map(({ code }) => code)).toEqual(['DUPLICATE_VARIABLE_NAME']);
  });

  it('assign what the state around them assigns only afterwards', async () => {
    const state = parallel({ ...end, Assign: assigning('a') }, { Assign: assigning('a') });
    expect(await problemsOf(state)).toEqual([]);
    const last = { Y: { ...end, Assign: assigning('a') } };
    expect(await problemsOf({ ...state, End: undefined, Next: 'Y' }, last)).toEqual([]);
  });

  it('do not where a loop leads back to them', async () => {
    const loop = parallel(
      { ...end, Assign: assigning('a') },
      { End: undefined, Next: 'Y', Assign: assigning('a') },
    );
    const back = {
      Type: 'Choice',
      Choices: [{ Variable: '$.a', IsNull: true, Next: 'X' }],
      Default: 'Z',
    };
    expect(await problemsOf(loop, { Y: back, Z: { Type: 'Succeed' } })).toEqual([
      taken('/States/X/Branches[0]/States/B/Assign/a'),
    ]);
  });

  it('count the way that was taken: a catcher assigns for where it leads', async () => {
    const task = {
      Type: 'Task',
      Resource: LAMBDA,
      Next: 'Y',
      Catch: [{ ErrorEquals: ['E'], Next: 'Z', Assign: assigning('a') }],
    };
    const states = { Y: parallel({ ...end, Assign: assigning('a') }), Z: end };
    expect(await problemsOf(task, states)).toEqual([]);
  });

  it('side by side know nothing of each other', async () => {
    const state = {
      Type: 'Parallel',
      Branches: ['B', 'C'].map((name) => ({
        StartAt: name,
        States: { [name]: { ...end, Assign: assigning('a') } },
      })),
      End: true,
    };
    expect(await problemsOf(state)).toEqual([]);
  });

  it('of a distributed Map keep their own names', async () => {
    expect(await problemsAfter(mapOf({ ...end, Assign: assigning('a') }, distributed))).toEqual([]);
  });
});

describe('reading a variable', () => {
  const warning = (at: string) =>
    `POSSIBLY_UNDEFINED_VARIABLE: Variable 'a' is possibly not defined. at ${at}`;

  it('is warned of where nothing assigns it', async () => {
    expect(await warningsOf(machineOf({ ...end, InputPath: '$a.b' }))).toEqual([
      warning('/States/X/InputPath'),
    ]);
    expect(await warningsOf(machineOf({ ...end, Output: '{% $a %}' }, {}, jsonata))).toEqual([
      warning('/States/X/Output'),
    ]);
  });

  it('is warned of where a distributed Map would have to see it', async () => {
    const state = { Type: 'Pass', Assign: assigning('a'), Next: 'Y' };
    const reading = { ...end, InputPath: '$a' };
    expect(await warningsOf(machineOf(state, { Y: mapOf(reading) }))).toEqual([]);
    expect(await warningsOf(machineOf(state, { Y: mapOf(reading, distributed) }))).toEqual([
      warning('/States/Y/ItemProcessor/States/B/InputPath'),
    ]);
  });

  it('keeps nothing from being stored', async () => {
    expect((await validate(machineOf({ ...end, InputPath: '$a' }))).definition).toBeDefined();
  });

  it('does not see out of an outer scope into an inner one', async () => {
    const state = parallel({ ...end, Assign: assigning('a') }, { End: undefined, Next: 'Y' });
    expect(await warningsOf(machineOf(state, { Y: { ...end, InputPath: '$a' } }))).toEqual([
      warning('/States/Y/InputPath'),
    ]);
  });
});

describe('the references of a definition', () => {
  it('are found in paths, templates, functions, filters and rules', async () => {
    const task = {
      Type: 'Task',
      Resource: LAMBDA,
      InputPath: '$z.a',
      Parameters: {
        'p.$': '$p[0]',
        'f.$': "States.Format('{}', States.Array($f, $.x))",
        'q.$': '$.list[?(@.a == $q.b && @.c)]',
        constant: '$constant',
      },
      ResultSelector: { 's.$': '$s' },
      TimeoutSecondsPath: '$t',
      OutputPath: '$o',
      Assign: { 'v.$': '$v' },
      Credentials: { 'RoleArn.$': '$role' },
      Catch: [{ ErrorEquals: ['E'], Next: 'Y', Assign: { 'w.$': '$w' } }],
      Next: 'Y',
    };
    const choice = {
      Type: 'Choice',
      Choices: [{ And: [{ Variable: '$c', NumericEqualsPath: '$d' }], Next: 'Z' }],
    };
    const fail = { Type: 'Fail', ErrorPath: '$e', CausePath: "States.Format('{}', $cause)" };
    expect(await referencesIn(machineOf(task, { Y: choice, Z: fail }))).toEqual({
      X: ['f', 'o', 'p', 'q', 'role', 's', 't', 'v', 'w', 'z'],
      Y: ['c', 'd'],
      Z: ['cause', 'e'],
    });
  });

  it('are found in expressions, without functions and names that these bind', async () => {
    const state = {
      ...end,
      Output: {
        a: '{% $sum($list) + $states.input.x + $list[$ > $limit] %}',
        b: '{% ($local := $seed; $map($items, function($i) { $i + $local })) %}',
        c: '{% $partition($items, 2) %}',
        d: '$constant',
      },
    };
    expect(await referencesIn(machineOf(state, {}, jsonata))).toEqual({
      X: ['items', 'limit', 'list', 'seed'],
    });
  });

  it('are those of each state, in all scopes', async () => {
    const text = machineOf(parallel({ ...end, InputPath: '$inner' }, { InputPath: '$outer' }));
    expect(await referencesIn(text)).toEqual({ X: ['outer'], B: ['inner'] });
  });

  it('are harmless under any name', async () => {
    const text =
      '{"StartAt":"__proto__","States":{"__proto__":{"Type":"Pass","InputPath":"$a","End":true}}}';
    const references = await referencesIn(text);
    expect(JSON.stringify(references)).toBe('{"__proto__":["a"]}');
    expect(Object.getPrototypeOf(references)).toBe(Object.prototype);
  });

  it('are none where nothing is read', async () => {
    expect(await referencesIn(machineOf({ ...end, Assign: assigning('a') }))).toEqual({});
    expect(await linesOf(machineOf({ ...end, InputPath: '$.a' }))).toEqual([]);
  });
});
