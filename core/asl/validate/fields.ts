/** Which fields each state type has, and what each may hold. https://states-language.net/#state-type-table */

import { isObject, type JsonObject } from '../../json.ts';
import type { StateTypeName } from '../types.ts';
import { choices } from './choices.ts';
import { mapFields, processorConfig } from './map.ts';
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
  anything,
  type Check,
  checkShape,
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
  Output: jsonata(anything),
};
const assign: Fields = { Assign: optional(objectTemplate) };
const call: Fields = {
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
      ...assign,
      ...call,
      Resource: required(resource),
      Arguments: jsonata(anything),
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
      ...assign,
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
      ...assign,
      Result: jsonPath(anything),
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
      ...assign,
      Choices: required(choices),
      Default: optional(name),
    },
  },
  Parallel: {
    fields: {
      ...common,
      ...transition,
      ...data,
      ...assign,
      ...call,
      Arguments: jsonata(anything),
      Branches: required(nonEmptyList(branch)),
    },
    exclusive: [nextOrEnd],
  },
  Map: {
    fields: {
      ...common,
      ...transition,
      ...data,
      ...assign,
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
    TimeoutSeconds: optional(integer(0, MAX_SECONDS)),
    QueryLanguage: queryLanguage,
  },
};

const branchShape: Shape = { fields: branchFields };
const processorShape: Shape = {
  fields: { ...branchFields, ProcessorConfig: optional(processorConfig) },
};

/** Checks a whole definition, every field of every state. */
export const machine: Check = object(machineShape);

function branch(...args: Parameters<Check>): void {
  object(branchShape)(...args);
}

function itemProcessor(...args: Parameters<Check>): void {
  object(processorShape)(...args);
}

function states(...[value, at, context]: Parameters<Check>): void {
  if (!isObject(value)) {
    context.report('Expected value of type Object', at);
    return;
  }
  if (Object.keys(value).length === 0) context.report('Value cannot be empty', at);
  for (const [stateName, state] of Object.entries(value)) {
    const location = memberOf(at, stateName);
    if (isObject(state)) checkState(state, location, context);
    else context.report('Expected value of type Object', location);
  }
}

function checkState(state: JsonObject, at: string, machineContext: Context): void {
  const context = inLanguageOf(state, at, machineContext);
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
  if (own === 'JSONPath' && context.machineLanguage === 'JSONata') {
    context.report(
      "'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine",
      at,
    );
  }
  if (own === undefined) return { ...context, language: context.machineLanguage };
  return { ...context, language: own === 'JSONPath' ? 'JSONPath' : 'JSONata' };
}
