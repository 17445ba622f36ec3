/** Paths, intrinsics and payload templates of a definition: can they be read? */

import { isObject, type Json, type JsonObject } from '../../json.ts';
import { parseIntrinsic } from '../intrinsics/parse.ts';
import { parsePath } from '../jsonpath/parse.ts';
import type { Path, PathRoot } from '../jsonpath/path.ts';
import { type Context, memberOf } from './problem.ts';
import type { Check } from './shape.ts';

/** A JSONPath, or null for an empty object. */
export const pathOrNull: Check = (value, at, context) => {
  if (value === null) return;
  if (typeof value !== 'string') context.report('Expected value of type String', at);
  else if (!pathOf(value)) context.report('Value must be a valid JSONPath.', at);
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
  if (typeof value === 'string' && TEXT_INTRINSIC.test(value) && isIntrinsic(value)) return;
  referencePath(value, at, context);
};

/** Any JSON in which every field named `x.$` holds a path or an intrinsic; in JSONata any JSON. */
export const template: Check = (value, at, context) => {
  if (context.language === 'JSONPath') checkTemplate(value, at, context);
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
      else checkTemplate(each, memberOf(at, key), context);
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
  if (typeof query !== 'string' || !(pathOf(query) || isIntrinsic(query))) {
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
  const path = pathOf(value);
  if (!path?.plain || !roots.includes(path.root.type)) {
    context.report('Value is not a Reference Path', at);
  }
}

function pathOf(text: string): Path | undefined {
  try {
    return parsePath(text);
  } catch {
    return undefined;
  }
}

function isIntrinsic(text: string): boolean {
  if (!text.startsWith('States.')) return false;
  try {
    parseIntrinsic(text);
    return true;
  } catch {
    return false;
  }
}
