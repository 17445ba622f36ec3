/** The words at the edges of a Choice. */

import { expect, it } from 'vitest';
import { conditionText } from '../../core/graph/condition.ts';
import { resourceName } from '../../core/graph/resource.ts';

it.each([
  [{ Variable: '$.n', NumericGreaterThanEquals: 3, Next: 'A' }, '$.n ≥ 3'],
  [{ Variable: '$.n', NumericLessThanPath: '$.m', Next: 'A' }, '$.n < $.m'],
  [{ Variable: '$.s', StringEquals: 'yes' }, '$.s = "yes"'],
  [{ Variable: '$.s', StringMatches: 'a*' }, '$.s like "a*"'],
  [{ Variable: '$.s', IsPresent: false }, '$.s is not present'],
  [{ Not: { Variable: '$.a', BooleanEquals: true } }, 'not $.a = true'],
  [
    {
      And: [
        { Variable: '$.a', IsNull: true },
        {
          Or: [
            { Variable: '$.b', IsNull: true },
            { Variable: '$.c', IsNull: true },
          ],
        },
      ],
    },
    '$.a is null and ($.b is null or $.c is null)',
  ],
  [{ Condition: '{%  $states.input.n > 3 %}', Next: 'A' }, '$states.input.n > 3'],
  [{ Condition: true }, 'true'],
  [{}, ''],
  [null, ''],
])('says %j', (rule, text) => {
  expect(conditionText(rule)).toBe(text);
});

it.each([
  ['arn:aws:states:::lambda:invoke', 'lambda:invoke'],
  ['arn:aws:states:::sqs:sendMessage.waitForTaskToken', 'sqs:sendMessage.waitForTaskToken'],
  ['arn:aws:states:::aws-sdk:s3:getObject', 's3:getObject'],
  ['arn:aws:lambda:us-east-1:123456789012:function:greet:live', 'greet'],
  ['arn:aws:states:us-east-1:123456789012:activity:approve', 'activity approve'],
  ['{% $resource %}', '{% $resource %}'],
])('calls %s %s', (arn, name) => {
  expect(resourceName(arn)).toBe(name);
});
