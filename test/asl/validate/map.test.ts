/** The fields of a Map. */

import { describe, expect, it } from 'vitest';
import { linesOf, machineOf, problemsOf } from './machine.ts';

const branch = { StartAt: 'B', States: { B: { Type: 'Pass', End: true } } };
const distributed = { Mode: 'DISTRIBUTED', ExecutionType: 'EXPRESS' };

const mapOf = (fields: Record<string, unknown>, config?: unknown) => ({
  Type: 'Map',
  ItemProcessor: config === undefined ? branch : { ...branch, ProcessorConfig: config },
  End: true,
  ...fields,
});

describe('a map', () => {
  it('that is distributed passes with all its fields', async () => {
    const fields = {
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: {
          InputType: 'CSV',
          CSVHeaderLocation: 'GIVEN',
          CSVHeaders: ['a'],
          MaxItems: 9,
        },
        Parameters: { Bucket: 'b', 'Key.$': '$.key' },
      },
      ItemBatcher: { MaxItemsPerBatch: 2, MaxInputBytesPerBatch: 9, BatchInput: { 'a.$': '$.a' } },
      ResultWriter: {
        Resource: 'arn:aws:states:::s3:putObject',
        Parameters: { Bucket: 'b', Prefix: 'p' },
        WriterConfig: { Transformation: 'COMPACT', OutputType: 'JSONL' },
      },
      MaxConcurrency: 1000,
      ToleratedFailurePercentage: 12.5,
      ToleratedFailureCountPath: '$.tolerated',
      Label: 'orders',
    };
    expect(await problemsOf(mapOf(fields, distributed))).toEqual([]);
  });

  it('refuses in Express children what no Express machine may do', async () => {
    const work = 'arn:aws:states:us-east-1:123456789012:activity:work';
    const processor = (ExecutionType: string) => ({
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType },
        StartAt: 'T',
        States: { T: { Type: 'Task', Resource: work, End: true } },
      },
    });
    expect(await problemsOf(mapOf(processor('STANDARD')))).toEqual([]);
    expect(await problemsOf(mapOf(processor('EXPRESS')))).toEqual([
      'Express state machine does not support Activity ARN at /States/X/ItemProcessor/States/T/Resource',
    ]);
  });

  it.each([
    [{ ItemsPath: null }, 'Expected value of type String at /States/X/ItemsPath'],
    [
      { ToleratedFailurePercentage: 105 },
      'Maximum value is 100.0 at /States/X/ToleratedFailurePercentage',
    ],
    [{ MaxConcurrency: -1 }, 'Minimum value is 0 at /States/X/MaxConcurrency'],
    [
      { MaxConcurrencyPath: '$$.Execution.Input.n' },
      'Value is not a Reference Path at /States/X/MaxConcurrencyPath',
    ],
    [
      { ItemBatcher: { MaxItemsPerBatch: 2, MaxItemsPerBatchPath: '$.n' } },
      'There should only be one of the following fields: [MaxItemsPerBatch, MaxItemsPerBatchPath] at /States/X/ItemBatcher',
    ],
    [
      {
        ItemReader: {
          Resource: 'arn:aws:states:::s3:getObject',
          ReaderConfig: { InputType: 'JSON', MaxItems: 1, MaxItemsPath: '$.n' },
        },
      },
      'There should only be one of the following fields: [MaxItems, MaxItemsPath] at /States/X/ItemReader/ReaderConfig',
    ],
    [{ ItemReader: {} }, 'These fields are required: [Resource] at /States/X/ItemReader'],
  ])('with %j is refused', async (fields, problem) => {
    expect(await problemsOf(mapOf(fields))).toEqual([problem]);
  });

  it('reads its items from the context object too', async () => {
    expect(await problemsOf(mapOf({ ItemsPath: '$$.Execution.Input' }))).toEqual([]);
  });

  it('says of which type its distributed children are, and only of those', async () => {
    const at = '/States/X/ItemProcessor/ProcessorConfig';
    expect(await problemsOf(mapOf({}, {}))).toEqual([]);
    expect(await problemsOf(mapOf({}, { Mode: 'INLINE' }))).toEqual([]);
    expect(await problemsOf(mapOf({}, { Mode: 'DISTRIBUTED' }))).toEqual([
      `These fields are required: [ExecutionType] at ${at}`,
    ]);
    expect(await problemsOf(mapOf({}, { Mode: 'INLINE', ExecutionType: 'STANDARD' }))).toEqual([
      `Field 'ExecutionType' is not supported at ${at}`,
    ]);
    expect(await problemsOf(mapOf({}, { Mode: 'PARALLEL' }))).toEqual([
      `Value should be one of the following: [INLINE, DISTRIBUTED] at ${at}/Mode`,
    ]);
  });

  it('of an express machine is not distributed', async () => {
    expect(await linesOf(machineOf(mapOf({}, distributed)), 'EXPRESS')).toEqual([
      "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines at /States/X/ItemProcessor/ProcessorConfig/Mode",
    ]);
  });
});
