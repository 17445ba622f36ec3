/** Paths, intrinsics and payload templates of a definition: can they be read? */

import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Path, PathRoot } from '../jsonpath/path.ts';
import { checkExpressions } from './expressions.ts';
import { callOf, likeness, pathOf } from './parse-query.ts';
import { variablesOfCall, variablesOfPath } from './path-variables.ts';
import { type Context, memberOf } from './problem.ts';
import type { Check } from './shape.ts';

/** A JSONPath, or null for an empty object. */
export const pathOrNull: Check = (value, at, context) => {
  if (value === null) return;
  if (typeof value !== 'string') context.report('Expected value of type String', at);
  else if (!readPath(value, at, context)) context.report('Value must be a valid JSONPath.', at);
};

/** A reference path: it names one place in the input, the context object or a variable. */
export const referencePath: Check = (value, at, context) => {
  checkReferencePath(value, at, context, ['document', 'context', 'variable']);
};

/** A reference path that may not read the context object. */
export const dataPath: Check = (value, at, context) => {
  checkReferencePath(value, at, context, ['document', 'variable']);
};

/** Where a result goes: a reference path into the input, or null to discard it. */
export const resultPath: Check = (value, at, context) => {
  if (value !== null) checkReferencePath(value, at, context, ['document']);
};

/** The intrinsics whose result is text, which alone may name an error or its cause. */
const TEXT_INTRINSIC =
  /^States\.(Format|JsonToString|ArrayGetItem|Base64Encode|Base64Decode|Hash|UUID)\(/;

/** A reference path, or an intrinsic that yields text. */
export const textPath: Check = (value, at, context) => {
  if (typeof value === 'string' && TEXT_INTRINSIC.test(value) && readCall(value, at, context)) {
    return;
  }
  referencePath(value, at, context);
};

/** Any JSON in which every field named `x.$` holds a path or an intrinsic; in JSONata every `{% %}` an expression. */
export const template: Check = (value, at, context) => {
  if (context.language === 'JSONPath') checkTemplate(value, at, context);
  else checkExpressions(value, at, context);
};

/** A payload template that is an object. */
export const objectTemplate: Check = (value, at, context) => {
  if (isObject(value)) template(value, at, context);
  else context.report('Expected value of type Object', at);
};

function checkTemplate(value: Json, at: string, context: Context): void {
  if (Array.isArray(value)) {
    value.forEach((item, i) => {
      checkTemplate(item, `${at}[${i}]`, context);
    });
  } else if (isObject(value)) {
    for (const [key, each] of Object.entries(value)) {
      if (key.endsWith('.$')) checkQuery(value, key, at, context);
      else {
        checkConstant(key, each, at, context);
        checkTemplate(each, memberOf(at, key), context);
      }
    }
  }
}

function checkQuery(holder: JsonObject, key: string, at: string, context: Context): void {
  const query = holder[key];
  const plainKey = key.slice(0, -2);
  if (Object.hasOwn(holder, plainKey)) {
    context.report(
      `The fields '${plainKey}' and '${key}' can not stand side by side: both give '${plainKey}'`,
      at,
    );
  }
  const isQuery =
    typeof query === 'string' && (readPath(query, at, context) || readCall(query, at, context));
  if (!isQuery) {
    context.report(
      `The value for the field '${key}' must be a valid JSONPath or a valid intrinsic function call`,
      at,
    );
  }
}

function checkReferencePath(
  value: Json,
  at: string,
  context: Context,
  roots: readonly PathRoot['type'][],
): void {
  if (typeof value !== 'string') {
    context.report('Expected value of type String', at);
    return;
  }
  if (!value.startsWith('$')) {
    context.report("Value is not a Reference Path: Reference path didn't start with '$'", at);
    return;
  }
  const path = readPath(value, at, context);
  if (!path?.plain || !roots.includes(path.root.type)) {
    context.report('Value is not a Reference Path', at);
  }
}

/** A text that would be evaluated if its key ended in `.$`, and is passed on as it stands. */
function checkConstant(key: string, value: Json, at: string, context: Context): void {
  const kind = typeof value === 'string' ? likeness(value) : undefined;
  if (!kind) return;
  const article = kind === 'JSONPath' ? 'a' : 'an';
  context.warn(
    'NO_DOLLAR',
    `The value of the field '${key}' looks like ${article} ${kind}. Name the field '${key}.$' to have it evaluated.`,
    memberOf(at, key),
  );
}

/** The path of a text, with the variables that it reads noted; undefined where it is none. */
function readPath(text: string, at: string, context: Context): Path | undefined {
  const path = pathOf(text);
  if (path) note(variablesOfPath(path), at, context);
  return path;
}

function readCall(text: string, at: string, context: Context): boolean {
  const call = callOf(text);
  if (call) note(variablesOfCall(call), at, context);
  return call !== undefined;
}

function note(variables: string[], at: string, context: Context): void {
  for (const name of variables) context.use?.reads.push({ name, at });
}
