/** What a distributed Map reads its items from. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html */

import { isObject, type JsonObject } from '../../json.ts';
import type { Context } from './problem.ts';
import { memberOf } from './problem.ts';
import { dataPath, template } from './queries.ts';
import {
  type Check,
  type Field,
  integer,
  jsonata,
  jsonPath,
  list,
  name,
  object,
  oneOf,
  optional,
  required,
} from './shape.ts';

/** Of the call that reads or writes: by the query language. */
export const RESOURCE_ARGUMENTS: Record<string, Field> = {
  Parameters: jsonPath(template),
  Arguments: jsonata(template),
};

const ACTION = /^arn:[^:]+:states:::s3:(getObject|listObjectsV2)$/;

const resource: Check = (value, at, context) => {
  if (typeof value !== 'string') context.report('Expected value of type String', at);
  else if (!ACTION.test(value)) {
    context.report(
      `The resource provided ${value} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
      at,
    );
  }
};

/** https://www.rfc-editor.org/rfc/rfc6901 */
const pointer: Check = (value, at, context) => {
  if (typeof value !== 'string') context.report('Expected value of type String', at);
  else if (!/^(?:\/(?:[^~/]|~[01])*)*$/.test(value)) {
    context.report('Value is not a valid JSON Pointer', at);
  }
};

const fields: Record<string, Field> = {
  InputType: optional(oneOf('CSV', 'JSON', 'JSONL', 'PARQUET', 'MANIFEST')),
  Transformation: optional(oneOf('NONE', 'LOAD_AND_FLATTEN')),
  ManifestType: optional(oneOf('ATHENA_DATA', 'S3_INVENTORY')),
  CSVDelimiter: optional(oneOf('COMMA', 'PIPE', 'SEMICOLON', 'SPACE', 'TAB')),
  CSVHeaderLocation: optional(oneOf('FIRST_ROW', 'GIVEN')),
  CSVHeaders: optional(list(name)),
  ItemsPointer: optional(pointer),
  MaxItems: optional(integer(0, 100_000_000)),
  MaxItemsPath: jsonPath(dataPath),
};

const plainConfig = object({ fields, exclusive: [{ fields: ['MaxItems', 'MaxItemsPath'] }] });

const readerConfig: Check = (value, at, context) => {
  plainConfig(value, at, context);
  if (!isObject(value)) return;
  const missing = requiredBeside(value).filter((field) => !Object.hasOwn(value, field));
  if (missing.length > 0) context.report(`These fields are required: [${missing.join(', ')}]`, at);
  checkTogether(value, at, context);
};

/** The fields that others call for. */
function requiredBeside(config: JsonObject): string[] {
  const { InputType, CSVHeaderLocation, ManifestType, Transformation } = config;
  const isLoaded = Transformation === 'LOAD_AND_FLATTEN' || ManifestType === 'ATHENA_DATA';
  return [
    ...(isLoaded ? ['InputType'] : []),
    ...(InputType === 'CSV' ? ['CSVHeaderLocation'] : []),
    ...(CSVHeaderLocation === 'GIVEN' ? ['CSVHeaders'] : []),
  ];
}

/** Values that do not go with each other. */
function checkTogether(config: JsonObject, at: string, context: Context): void {
  const { InputType, CSVHeaderLocation, ManifestType, Transformation } = config;
  const only = (field: string, holds: boolean) => {
    if (Object.hasOwn(config, field) && !holds) {
      context.report(`Field '${field}' is not supported`, at);
    }
  };
  const isCsv = InputType === 'CSV' || InputType === 'MANIFEST' || InputType === undefined;
  only('CSVHeaders', CSVHeaderLocation !== 'FIRST_ROW' && isCsv);
  only('CSVHeaderLocation', isCsv);
  only('CSVDelimiter', isCsv);
  only('ItemsPointer', InputType === 'JSON');
  const allowed =
    ManifestType === 'ATHENA_DATA'
      ? ['CSV', 'JSONL', 'PARQUET']
      : Transformation === 'LOAD_AND_FLATTEN'
        ? ['CSV', 'JSON', 'JSONL', 'PARQUET']
        : undefined;
  if (allowed && typeof InputType === 'string' && !allowed.includes(InputType)) {
    const problem = `Value should be one of the following: [${allowed.join(', ')}]`;
    context.report(problem, memberOf(at, 'InputType'));
  }
}

const plainReader = object({
  fields: {
    Resource: required(resource),
    ...RESOURCE_ARGUMENTS,
    ReaderConfig: optional(readerConfig),
  },
});

/** The ItemReader of a Map; a file has to say of which type it is, a list only where its objects are loaded. */
export const itemReader: Check = (value, at, context) => {
  plainReader(value, at, context);
  if (!isObject(value) || typeof value.Resource !== 'string') return;
  const [, action] = ACTION.exec(value.Resource) ?? [];
  const config = isObject(value.ReaderConfig) ? value.ReaderConfig : {};
  if (action === 'getObject' && !Object.hasOwn(value, 'ReaderConfig')) {
    context.report('These fields are required: [ReaderConfig]', at);
  } else if (action === 'getObject') {
    const place = memberOf(at, 'ReaderConfig');
    if (!Object.hasOwn(config, 'InputType') && config.ManifestType === undefined) {
      context.report('These fields are required: [InputType]', place);
    }
    if (config.Transformation === 'LOAD_AND_FLATTEN') {
      context.report("Field 'Transformation' is not supported", place);
    }
  }
};
