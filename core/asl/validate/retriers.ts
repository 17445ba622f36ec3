/** Retry and Catch. https://states-language.net/#errors */

import { isObject } from '../../json.ts';
import { resultPath, template } from './queries.ts';
import {
  after,
  type Check,
  constant,
  integer,
  jsonata,
  jsonPath,
  list,
  name,
  nonEmptyList,
  number,
  object,
  oneOf,
  optional,
  required,
} from './shape.ts';
import { assign } from './variables.ts';

const errorEquals = required(nonEmptyList(name));

const retriers = constant(
  list(
    object({
      fields: {
        ErrorEquals: errorEquals,
        Comment: optional(name),
        IntervalSeconds: optional(integer(0, 99_999_999)),
        MaxAttempts: optional(integer(0, 99_999_999)),
        BackoffRate: optional(number(1)),
        MaxDelaySeconds: optional(integer(1, 31_622_400)),
        JitterStrategy: optional(oneOf('NONE', 'FULL')),
      },
    }),
  ),
);

const catchers = list(
  object({
    fields: {
      ErrorEquals: errorEquals,
      Next: required(name),
      Comment: optional(name),
      ResultPath: jsonPath(resultPath),
      Output: jsonata(after('errorOutput', template)),
      Assign: optional(after('errorOutput', assign)),
    },
  }),
);

export const retry: Check = (value, at, context) => {
  retriers(value, at, context);
  catchAllStandsLast(value, at, context);
};

export const catchField: Check = (value, at, context) => {
  catchers(value, at, context);
  catchAllStandsLast(value, at, context);
};

/** `States.ALL` shadows whatever would follow it. */
const catchAllStandsLast: Check = (value, at, context) => {
  if (!Array.isArray(value)) return;
  value.forEach((entry, i) => {
    const errors = isObject(entry) ? entry.ErrorEquals : undefined;
    if (!Array.isArray(errors)) return;
    const position = errors.indexOf('States.ALL');
    if (position >= 0 && (errors.length > 1 || i < value.length - 1)) {
      context.report(
        'States.ALL must appear alone and at end of list',
        `${at}[${i}]/ErrorEquals[${position}]`,
      );
    }
  });
};
