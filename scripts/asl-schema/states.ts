/** The schemas of the state types, for both query languages. https://states-language.net/#state-type-table */

import { comparators } from '../../core/asl/choice/comparators.ts';
import type { JsonObject } from '../../core/json.ts';
import {
  anything,
  expression,
  flag,
  integer,
  type Language,
  list,
  number,
  object,
  oneOf,
  only,
  path,
  pathOrNull,
  ref,
  text,
  timestamp,
} from './parts.ts';

const SECONDS = 99_999_999;
const nextOrEnd = { anyOf: [{ required: ['Next'] }, { required: ['End'] }] };

/** A member that only one language has. */
function inLanguage(language: Language, of: Language, fields: JsonObject): JsonObject {
  return language === of ? fields : {};
}

function common(type: string): JsonObject {
  return { Type: { const: type }, Comment: text, QueryLanguage: oneOf('JSONPath', 'JSONata') };
}

const transition: JsonObject = { Next: text, End: flag };
const variables: JsonObject = { Assign: { type: 'object' } };

function data(language: Language): JsonObject {
  return {
    ...inLanguage(language, 'JSONPath', { InputPath: pathOrNull, OutputPath: pathOrNull }),
    ...inLanguage(language, 'JSONata', { Output: anything }),
  };
}

/** What Task, Parallel and Map have. */
function call(language: Language): JsonObject {
  return {
    ...transition,
    ...data(language),
    ...variables,
    ...inLanguage(language, 'JSONPath', {
      Parameters: anything,
      ResultSelector: { type: 'object' },
      ResultPath: pathOrNull,
    }),
    Retry: list(retrier),
    Catch: list(catcher(language)),
  };
}

/** A number, or the path that leads to one. */
function orPath(language: Language, name: string, schema: JsonObject): JsonObject {
  return {
    [name]: number(language, schema),
    ...inLanguage(language, 'JSONPath', { [`${name}Path`]: path }),
  };
}

const retrier = object(
  {
    ErrorEquals: list(text, 1),
    Comment: text,
    IntervalSeconds: integer(0, SECONDS),
    MaxAttempts: integer(0, SECONDS),
    BackoffRate: { type: 'number', minimum: 1 },
    MaxDelaySeconds: integer(1, 31_622_400),
    JitterStrategy: oneOf('NONE', 'FULL'),
  },
  ['ErrorEquals'],
);

function catcher(language: Language): JsonObject {
  return object(
    {
      ErrorEquals: list(text, 1),
      Next: text,
      Comment: text,
      ...inLanguage(language, 'JSONPath', { ResultPath: pathOrNull }),
      ...inLanguage(language, 'JSONata', { Output: anything }),
      ...variables,
    },
    ['ErrorEquals', 'Next'],
  );
}

const operands = {
  boolean: flag,
  number: { type: 'number' },
  path,
  string: text,
  timestamp,
} satisfies Record<string, JsonObject>;

const comparisons: JsonObject = Object.fromEntries(
  Object.entries(comparators).map(([name, { operand }]) => [name, operands[operand]]),
);

/** Rules inside And, Or and Not lead nowhere by themselves. */
export const nestedRule = object(
  {
    Comment: text,
    Variable: path,
    ...comparisons,
    And: list(ref('rule'), 1),
    Or: list(ref('rule'), 1),
    Not: ref('rule'),
  },
  [],
  only(['And', 'Or', 'Not', 'Variable'], true),
);

function choiceRule(language: Language): JsonObject {
  if (language === 'JSONata') {
    const fields = { Comment: text, Next: text, Condition: { anyOf: [flag, expression] } };
    return object({ ...fields, Output: anything, ...variables }, ['Next', 'Condition']);
  }
  return object(
    {
      Comment: text,
      Next: text,
      ...variables,
      Variable: path,
      ...comparisons,
      And: list(ref('rule'), 1),
      Or: list(ref('rule'), 1),
      Not: ref('rule'),
    },
    ['Next'],
    only(['And', 'Or', 'Not', 'Variable'], true),
  );
}

/** The state types by name. @param scope the definition of what is nested in Parallel and Map */
export function stateSchemas(language: Language, scope: string): Record<string, JsonObject> {
  const number0 = { type: 'integer', minimum: 0 };
  const seconds = integer(1, SECONDS);
  const resource = (fields: JsonObject) =>
    object({
      Resource: text,
      ...inLanguage(language, 'JSONPath', { Parameters: anything }),
      ...inLanguage(language, 'JSONata', { Arguments: anything }),
      ...fields,
    });
  const processor = {
    allOf: [ref(`${scope}Branch`)],
    properties: {
      ProcessorConfig: object({
        Mode: oneOf('INLINE', 'DISTRIBUTED'),
        ExecutionType: oneOf('STANDARD', 'EXPRESS'),
      }),
    },
  };
  return {
    Task: object(
      {
        ...common('Task'),
        ...call(language),
        Resource: text,
        ...inLanguage(language, 'JSONata', { Arguments: anything }),
        Credentials: { type: 'object' },
        ...orPath(language, 'TimeoutSeconds', seconds),
        ...orPath(language, 'HeartbeatSeconds', seconds),
      },
      ['Type', 'Resource'],
      nextOrEnd,
    ),
    Pass: object(
      {
        ...common('Pass'),
        ...transition,
        ...data(language),
        ...variables,
        ...inLanguage(language, 'JSONPath', {
          Result: anything,
          Parameters: anything,
          ResultPath: pathOrNull,
        }),
      },
      ['Type'],
      nextOrEnd,
    ),
    Wait: object(
      {
        ...common('Wait'),
        ...transition,
        ...data(language),
        ...variables,
        Timestamp: timestamp,
        ...inLanguage(language, 'JSONPath', { TimestampPath: path }),
        ...orPath(language, 'Seconds', integer(0, SECONDS)),
      },
      ['Type'],
      { ...nextOrEnd, ...only(['Seconds', 'SecondsPath', 'Timestamp', 'TimestampPath'], true) },
    ),
    Choice: object(
      {
        ...common('Choice'),
        ...data(language),
        ...variables,
        Choices: list(choiceRule(language), 1),
        Default: text,
      },
      ['Type', 'Choices'],
    ),
    Succeed: object({ ...common('Succeed'), ...data(language) }, ['Type']),
    Fail: object(
      {
        ...common('Fail'),
        Error: text,
        Cause: text,
        ...inLanguage(language, 'JSONPath', { ErrorPath: path, CausePath: path }),
      },
      ['Type'],
    ),
    Parallel: object(
      {
        ...common('Parallel'),
        ...call(language),
        ...inLanguage(language, 'JSONata', { Arguments: anything }),
        Branches: list(ref(`${scope}Branch`), 1),
      },
      ['Type', 'Branches'],
      nextOrEnd,
    ),
    Map: object(
      {
        ...common('Map'),
        ...call(language),
        ItemProcessor: processor,
        Iterator: processor,
        ...inLanguage(language, 'JSONPath', { ItemsPath: path }),
        ...inLanguage(language, 'JSONata', { Items: anything }),
        ItemSelector: anything,
        ItemReader: resource({ ReaderConfig: readerConfig(language) }),
        ItemBatcher: object({
          BatchInput: anything,
          ...orPath(language, 'MaxItemsPerBatch', number0),
          ...orPath(language, 'MaxInputBytesPerBatch', number0),
        }),
        ResultWriter: resource({
          WriterConfig: object({
            Transformation: oneOf('NONE', 'COMPACT', 'FLATTEN'),
            OutputType: oneOf('JSON', 'JSONL'),
          }),
        }),
        ...orPath(language, 'MaxConcurrency', number0),
        ...orPath(language, 'ToleratedFailureCount', number0),
        ...orPath(language, 'ToleratedFailurePercentage', {
          type: 'number',
          minimum: 0,
          maximum: 100,
        }),
        Label: text,
      },
      ['Type'],
      { ...nextOrEnd, oneOf: [{ required: ['ItemProcessor'] }, { required: ['Iterator'] }] },
    ),
  };
}

function readerConfig(language: Language): JsonObject {
  return object({
    InputType: oneOf('CSV', 'JSON', 'JSONL', 'PARQUET', 'MANIFEST'),
    Transformation: oneOf('NONE', 'LOAD_AND_FLATTEN'),
    ManifestType: oneOf('ATHENA_DATA', 'S3_INVENTORY'),
    CSVDelimiter: text,
    CSVHeaderLocation: oneOf('FIRST_ROW', 'GIVEN'),
    CSVHeaders: list(text),
    ItemsPointer: text,
    ...orPath(language, 'MaxItems', integer(0, 100_000_000)),
  });
}
