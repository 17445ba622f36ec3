/** Which fields each state type has, and what each may hold. https://states-language.net/#state-type-table */

import { isObject, type JsonObject } from '../../json.ts';
import type { StateTypeName } from '../types.ts';
import { choices } from './choices.ts';
import { mapFields, processorConfig } from './map.ts';
import { likeness } from './parse-query.ts';
import { type Context, memberOf } from './problem.ts';
import {
  objectTemplate,
  pathOrNull,
  referencePath,
  resultPath,
  template,
  textPath,
} from './queries.ts';
import { resource } from './resources.ts';
import { catchField, retry } from './retriers.ts';
import {
  after,
  anything,
  type Check,
  checkShape,
  constant,
  type Exclusive,
  type Field,
  flag,
  integer,
  jsonata,
  jsonPath,
  name,
  nonEmptyList,
  object,
  oneOf,
  optional,
  required,
  type Shape,
  text,
  timestamp,
} from './shape.ts';
import { checkTask } from './task.ts';
import { openScope } from './variable-use.ts';
import { assign } from './variables.ts';

const MAX_SECONDS = 99_999_999;

type Fields = Record<string, Field>;

const queryLanguage = optional(oneOf('JSONPath', 'JSONata'));

const common: Fields = {
  Type: optional(anything),
  Comment: optional(name),
  QueryLanguage: queryLanguage,
};
const transition: Fields = { Next: optional(name), End: optional(flag) };
const data: Fields = {
  InputPath: jsonPath(pathOrNull),
  OutputPath: jsonPath(pathOrNull),
  Output: jsonata(template),
};
const variables: Fields = { Assign: optional(assign) };
/** The fields of the states that bring about a result: Task, Parallel and Map. */
const call: Fields = {
  Output: jsonata(after('result', template)),
  Assign: optional(after('result', assign)),
  Parameters: jsonPath(template),
  ResultSelector: jsonPath(objectTemplate),
  ResultPath: jsonPath(resultPath),
  Retry: optional(retry),
  Catch: optional(catchField),
};

const nextOrEnd: Exclusive = { fields: ['Next', 'End'], required: true, flag: 'End' };

/** One row per state type. */
const stateShapes: Record<StateTypeName, Shape> = {
  Task: {
    fields: {
      ...common,
      ...transition,
      ...data,
      ...call,
      Resource: required(resource),
      Arguments: jsonata(template),
      Credentials: optional(objectTemplate),
      TimeoutSeconds: optional(integer(1, MAX_SECONDS)),
      TimeoutSecondsPath: jsonPath(referencePath),
      HeartbeatSeconds: optional(integer(1, MAX_SECONDS)),
      HeartbeatSecondsPath: jsonPath(referencePath),
    },
    exclusive: [
      nextOrEnd,
      { fields: ['TimeoutSeconds', 'TimeoutSecondsPath'] },
      { fields: ['HeartbeatSeconds', 'HeartbeatSecondsPath'] },
    ],
  },
  Wait: {
    fields: {
      ...common,
      ...transition,
      ...data,
      ...variables,
      Seconds: optional(integer(0, MAX_SECONDS)),
      SecondsPath: jsonPath(referencePath),
      Timestamp: optional(timestamp),
      TimestampPath: jsonPath(referencePath),
    },
    exclusive: [
      nextOrEnd,
      { fields: ['SecondsPath', 'Seconds', 'TimestampPath', 'Timestamp'], required: true },
    ],
  },
  Pass: {
    fields: {
      ...common,
      ...transition,
      ...data,
      ...variables,
      Result: jsonPath(staticResult),
      Parameters: jsonPath(template),
      ResultPath: jsonPath(resultPath),
    },
    exclusive: [nextOrEnd],
  },
  Succeed: { fields: { ...common, ...data } },
  Fail: {
    fields: {
      ...common,
      Error: optional(text),
      ErrorPath: jsonPath(textPath),
      Cause: optional(text),
      CausePath: jsonPath(textPath),
    },
    exclusive: [{ fields: ['Error', 'ErrorPath'] }, { fields: ['Cause', 'CausePath'] }],
  },
  Choice: {
    fields: {
      ...common,
      ...data,
      ...variables,
      Choices: required(choices),
      Default: optional(name),
    },
  },
  Parallel: {
    fields: {
      ...common,
      ...transition,
      ...data,
      ...call,
      Arguments: jsonata(template),
      Branches: required(nonEmptyList(branch)),
    },
    exclusive: [nextOrEnd],
  },
  Map: {
    fields: {
      ...common,
      ...transition,
      ...data,
      ...call,
      ...mapFields.fields,
      ItemProcessor: optional(itemProcessor),
      Iterator: optional(itemProcessor),
    },
    exclusive: [
      nextOrEnd,
      { fields: ['ItemProcessor', 'Iterator'], required: true },
      ...(mapFields.exclusive ?? []),
    ],
  },
};

const stateType = oneOf(...Object.keys(stateShapes));
const untypedState: Shape = { fields: { Type: required(stateType) } };

const branchFields: Fields = {
  Comment: optional(name),
  States: required(states),
  StartAt: required(name),
};

const machineShape: Shape = {
  fields: {
    ...branchFields,
    Version: optional(oneOf('1.0')),
    TimeoutSeconds: optional(constant(integer(0, MAX_SECONDS))),
    QueryLanguage: queryLanguage,
  },
};

const branchShape: Shape = { fields: branchFields };

/** Checks a whole definition, every field of every state. */
export const machine: Check = object(machineShape);

function branch(...[value, at, context]: Parameters<Check>): void {
  object(branchShape)(value, at, { ...context, scope: openScope(context.scope) });
}

function itemProcessor(...[value, at, context]: Parameters<Check>): void {
  const config = isObject(value) ? value.ProcessorConfig : undefined;
  const distributed = isObject(config) && config.Mode === 'DISTRIBUTED';
  const express = distributed && config.ExecutionType === 'EXPRESS';
  const inner = {
    ...context,
    scope: openScope(context.scope, !distributed),
    ...(express && { machineType: 'EXPRESS' as const }),
  };
  // The states are those of the children; that there are children is the business of the machine itself.
  const ownConfig: Check = (given, place) => processorConfig(given, place, context);
  const shape = { fields: { ...branchFields, ProcessorConfig: optional(ownConfig) } };
  object(shape)(value, at, inner);
}

/** Any JSON; the paths in it are passed on as they stand. */
function staticResult(...[value, at, context]: Parameters<Check>): void {
  if (Array.isArray(value)) {
    value.forEach((item, i) => {
      staticResult(item, `${at}[${i}]`, context);
    });
  } else if (isObject(value)) {
    for (const [key, each] of Object.entries(value)) staticResult(each, memberOf(at, key), context);
  } else if (typeof value === 'string' && likeness(value)) {
    const message = `The Result of a Pass state is static: '${value}' is not evaluated. Use Parameters instead.`;
    context.warn('PASS_RESULT_IS_STATIC', message, at);
  }
}

function states(...[value, at, context]: Parameters<Check>): void {
  if (!isObject(value)) {
    context.report('Expected value of type Object', at);
    return;
  }
  if (Object.keys(value).length === 0) context.report('Value cannot be empty', at);
  for (const [stateName, state] of Object.entries(value)) {
    const location = memberOf(at, stateName);
    if (isObject(state)) checkState(stateName, state, location, context);
    else context.report('Expected value of type Object', location);
  }
}

function checkState(name: string, state: JsonObject, at: string, outer: Context): void {
  const use = { state: name, reads: [] };
  outer.scope.uses.push(use);
  const context = { ...inLanguageOf(state, at, outer), use };
  const type = state.Type;
  if (typeof type !== 'string' || !Object.hasOwn(stateShapes, type)) {
    checkShape(
      Object.hasOwn(state, 'Type') ? { Type: type ?? null } : {},
      untypedState,
      at,
      context,
    );
    return;
  }
  checkShape(state, stateShapes[type as StateTypeName], at, context);
  if (type === 'Task') checkTask(state, at, context);
}

/** A state's own language, or the machine's; a JSONata machine allows no JSONPath state. */
function inLanguageOf(state: JsonObject, at: string, context: Context): Context {
  const own = state.QueryLanguage;
  const isDowngraded = own === 'JSONPath' && context.machineLanguage === 'JSONata';
  if (isDowngraded) {
    context.report(
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
      at,
    );
  }
  if (own === undefined) return { ...context, language: context.machineLanguage, isDowngraded };
  return { ...context, language: own === 'JSONPath' ? 'JSONPath' : 'JSONata', isDowngraded };
}
