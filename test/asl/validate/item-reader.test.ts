/** What a Map reads its items from. */

import { describe, expect, it } from 'vitest';
import { problemsOf } from './machine.ts';

const AT = '/States/X/ItemReader';
const CONFIG = `${AT}/ReaderConfig`;
const getObject = 'arn:aws:states:::s3:getObject';
const listObjects = 'arn:aws:states:::s3:listObjectsV2';

const mapOver = (Resource: string, ReaderConfig?: object) => ({
  Type: 'Map',
  ItemReader: { Resource, ...(ReaderConfig && { ReaderConfig }), Parameters: { Bucket: 'b' } },
  ItemProcessor: {
    ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
    StartAt: 'B',
    States: { B: { Type: 'Pass', End: true } },
  },
  End: true,
});

describe('an ItemReader', () => {
  it.each([
    [getObject, { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW', CSVDelimiter: 'TAB' }],
    [getObject, { InputType: 'CSV', CSVHeaderLocation: 'GIVEN', CSVHeaders: ['a'], MaxItems: 9 }],
    [getObject, { InputType: 'JSON', ItemsPointer: '/a/0/b~1c' }],
    [getObject, { InputType: 'JSONL', Transformation: 'NONE' }],
    [getObject, { InputType: 'PARQUET' }],
    [getObject, { InputType: 'MANIFEST' }],
    [getObject, { ManifestType: 'S3_INVENTORY' }],
    [getObject, { ManifestType: 'ATHENA_DATA', InputType: 'PARQUET' }],
    [listObjects, undefined],
    [listObjects, { MaxItems: 5 }],
    [listObjects, { Transformation: 'LOAD_AND_FLATTEN', InputType: 'JSON' }],
    ['arn:aws-cn:states:::s3:listObjectsV2', undefined],
  ])('of %s with %j passes', async (resource, config) => {
    expect(await problemsOf(mapOver(resource, config))).toEqual([]);
  });

  it.each([
    [
      'arn:aws:states:::s3:putObject',
      undefined,
      `The resource provided arn:aws:states:::s3:putObject is not recognized. The value is not a valid resource ARN, or the resource is not available in this region. at ${AT}/Resource`,
    ],
    [getObject, undefined, `These fields are required: [ReaderConfig] at ${AT}`],
    [getObject, {}, `These fields are required: [InputType] at ${CONFIG}`],
    [
      getObject,
      { InputType: 'CSV' },
      `These fields are required: [CSVHeaderLocation] at ${CONFIG}`,
    ],
    [
      getObject,
      { InputType: 'CSV', CSVHeaderLocation: 'GIVEN' },
      `These fields are required: [CSVHeaders] at ${CONFIG}`,
    ],
    [
      getObject,
      { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW', CSVHeaders: ['a'] },
      `Field 'CSVHeaders' is not supported at ${CONFIG}`,
    ],
    [
      getObject,
      { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW', CSVDelimiter: ',' },
      `Value should be one of the following: [COMMA, PIPE, SEMICOLON, SPACE, TAB] at ${CONFIG}/CSVDelimiter`,
    ],
    [
      getObject,
      { InputType: 'JSONL', ItemsPointer: '/a' },
      `Field 'ItemsPointer' is not supported at ${CONFIG}`,
    ],
    [
      getObject,
      { InputType: 'JSON', ItemsPointer: 'a' },
      `Value is not a valid JSON Pointer at ${CONFIG}/ItemsPointer`,
    ],
    [
      getObject,
      { InputType: 'XML' },
      `Value should be one of the following: [CSV, JSON, JSONL, PARQUET, MANIFEST] at ${CONFIG}/InputType`,
    ],
    [
      getObject,
      { InputType: 'JSON', Transformation: 'LOAD_AND_FLATTEN' },
      `Field 'Transformation' is not supported at ${CONFIG}`,
    ],
    [
      getObject,
      { ManifestType: 'ATHENA_DATA' },
      `These fields are required: [InputType] at ${CONFIG}`,
    ],
    [
      getObject,
      { ManifestType: 'ATHENA_DATA', InputType: 'JSON' },
      `Value should be one of the following: [CSV, JSONL, PARQUET] at ${CONFIG}/InputType`,
    ],
    [
      listObjects,
      { Transformation: 'LOAD_AND_FLATTEN' },
      `These fields are required: [InputType] at ${CONFIG}`,
    ],
  ])('of %s with %j is refused', async (resource, config, problem) => {
    expect(await problemsOf(mapOver(resource, config))).toEqual([problem]);
  });
});
