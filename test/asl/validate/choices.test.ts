/** The rules of a Choice, as the checker sees them. */

import { describe, expect, it } from 'vitest';
import { comparatorNames, comparators } from '../../../core/asl/choice/comparators.ts';
import { problemsOf } from './machine.ts';

const rulesWith = (...rules: unknown[]) =>
  problemsOf({ Type: 'Choice', Choices: rules, Default: 'Y' }, { Y: { Type: 'Succeed' } });

const operands = {
  boolean: [true, 'true'],
  number: [1.5, '1.5'],
  path: ['$$.State.Name', 'a'],
  string: ['a', 1],
  timestamp: ['2016-03-14T01:59:00Z', '14 March'],
};

const leaf = { Variable: '$.a', IsPresent: true };

describe('choice rules', () => {
  it.each(comparatorNames)('give %s an operand of its type', async (name) => {
    const [right, wrong] = operands[comparators[name]?.operand ?? 'string'];
    expect(await rulesWith({ Variable: '$.a', [name]: right, Next: 'Y' })).toEqual([]);
    const problems = await rulesWith({ Variable: '$.a', [name]: wrong, Next: 'Y' });
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatch(new RegExp(` at /States/X/Choices\\[0\\]/${name}$`));
  });

  it('nest And, Or and Not, with a comment anywhere', async () => {
    const rule = { And: [leaf, { Or: [leaf, { Not: leaf }], Comment: 'why' }], Next: 'Y' };
    expect(await rulesWith({ ...rule, Comment: 'why' })).toEqual([]);
  });

  it.each([
    [[], 'Value cannot be empty at /States/X/Choices'],
    [['x'], 'Expected value of type Object at /States/X/Choices[0]'],
    [[leaf], 'These fields are required: [Next] at /States/X/Choices[0]'],
    [[{ And: [], Next: 'Y' }], 'Value cannot be empty at /States/X/Choices[0]/And'],
    [[{ Not: [], Next: 'Y' }], 'Expected value of type Object at /States/X/Choices[0]/Not'],
    [
      [{ Or: [leaf, { ...leaf, Next: 'Y' }], Next: 'Y' }],
      "Field 'Next' is not supported at /States/X/Choices[0]/Or[1]",
    ],
    [
      [{ Not: { ...leaf, Next: 'Y' }, Next: 'Y' }],
      "Field 'Next' is not supported at /States/X/Choices[0]/Not",
    ],
    [
      [{ Next: 'Y' }],
      'The object must have only one of the following fields, [And, Or, Not, Variable, Condition] at /States/X/Choices[0]',
    ],
    [
      [{ ...leaf, Not: leaf, Next: 'Y' }],
      'The object must have only one of the following fields, [And, Or, Not, Variable, Condition] at /States/X/Choices[0]',
    ],
    [
      [{ Condition: '{% true %}', Next: 'Y' }],
      "The QueryLanguage is set to 'JSONPath', but field 'Condition' is only supported for the 'JSONata' QueryLanguage at /States/X/Choices[0]",
    ],
    [
      [{ ...leaf, Next: 'Y', Equals: 1 }],
      "Field 'Equals' is not supported at /States/X/Choices[0]",
    ],
    [
      [{ ...leaf, Variable: 'States.ArrayLength($.a)', Next: 'Y' }],
      "Value is not a Reference Path: Reference path didn't start with '$' at /States/X/Choices[0]/Variable",
    ],
  ])('refuse %j', async (rules, problem) => {
    expect(await rulesWith(...rules)).toEqual([problem]);
  });

  it('have exactly one comparator', async () => {
    const names = `[${comparatorNames.join(', ')}]`;
    expect(await rulesWith({ Variable: '$.a', Next: 'Y' })).toEqual([
      `This object should have only one of the following fields: ${names} at /States/X/Choices[0]`,
    ]);
    expect(await rulesWith({ ...leaf, IsNull: false, Next: 'Y' })).toEqual([
      `There should only be one of the following fields: ${names} at /States/X/Choices[0]`,
    ]);
  });
});
