/** The JSONPath query language, as states use it. https://states-language.net/#jsonpath-processing */

import { isObject, type Json, type JsonObject } from '../../json.ts';
import { matches } from '../choice/rule.ts';
import {
  applyInputPath,
  applyOutputPath,
  applyParameters,
  applyResultPath,
  readText,
} from './jsonpath.ts';
import type { Query } from './query.ts';

export const jsonPathQuery: Query = {
  input: ({ InputPath }, raw, scope) => applyInputPath(InputPath, raw, scope),
  payload: ({ Parameters }, input, scope) =>
    Parameters === undefined ? input : applyParameters(Parameters, input, scope, 'Parameters'),
  value(fields, field, input, scope) {
    const literal = fields[field];
    if (literal !== undefined) return literal as Json;
    const path = fields[`${field}Path`];
    return typeof path === 'string' ? readText(path, input, scope, `${field}Path`) : undefined;
  },
  item: (selector, field, input, scope) => applyParameters(selector, input, scope, field),
  holds: (rule, _field, input, scope) => matches(rule, input, scope),
  leave(fields, { input, result }, scope) {
    const selected =
      fields.ResultSelector === undefined
        ? result
        : applyParameters(fields.ResultSelector, result, scope, 'ResultSelector');
    const placed = applyResultPath(fields.ResultPath, input, selected);
    const output = applyOutputPath(fields.OutputPath, placed, scope);
    if (fields.Assign === undefined) return { output };
    const assigned = applyParameters(fields.Assign, selected, scope, 'Assign');
    return { output, assigned: isObject(assigned) ? assigned : ({} satisfies JsonObject) };
  },
};
