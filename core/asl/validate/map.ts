/** The fields of a Map: how its items are found, run and gathered. https://states-language.net/#map-state */

import { isObject } from '../../json.ts';
import { dataPath, referencePath, template } from './queries.ts';
import {
  type Check,
  type Exclusive,
  type Field,
  integer,
  jsonata,
  jsonPath,
  list,
  name,
  number,
  object,
  oneOf,
  optional,
  required,
  type Shape,
} from './shape.ts';

const RESOURCE_ARGUMENTS: Record<string, Field> = {
  Parameters: jsonPath(template),
  Arguments: jsonata(template),
};

/** A number, or the path that leads to one. */
function orPath(field: string): Exclusive {
  return { fields: [field, `${field}Path`] };
}

const readerConfig = object({
  fields: {
    InputType: optional(oneOf('CSV', 'JSON', 'JSONL', 'PARQUET', 'MANIFEST')),
    Transformation: optional(oneOf('NONE', 'LOAD_AND_FLATTEN')),
    ManifestType: optional(oneOf('ATHENA_DATA', 'S3_INVENTORY')),
    CSVDelimiter: optional(name),
    CSVHeaderLocation: optional(oneOf('FIRST_ROW', 'GIVEN')),
    CSVHeaders: optional(list(name)),
    ItemsPointer: optional(name),
    MaxItems: optional(integer(0, 100_000_000)),
    MaxItemsPath: jsonPath(dataPath),
  },
  exclusive: [orPath('MaxItems')],
});

const itemReader = object({
  fields: {
    Resource: required(name),
    ...RESOURCE_ARGUMENTS,
    ReaderConfig: optional(readerConfig),
  },
});

const itemBatcher = object({
  fields: {
    MaxItemsPerBatch: optional(integer(0)),
    MaxItemsPerBatchPath: jsonPath(dataPath),
    MaxInputBytesPerBatch: optional(integer(0)),
    MaxInputBytesPerBatchPath: jsonPath(dataPath),
    BatchInput: optional(template),
  },
  exclusive: [orPath('MaxItemsPerBatch'), orPath('MaxInputBytesPerBatch')],
});

const resultWriter = object({
  fields: {
    Resource: optional(name),
    ...RESOURCE_ARGUMENTS,
    WriterConfig: optional(
      object({
        fields: {
          Transformation: optional(oneOf('NONE', 'COMPACT', 'FLATTEN')),
          OutputType: optional(oneOf('JSON', 'JSONL')),
        },
      }),
    ),
  },
});

const DISTRIBUTED = object({
  fields: {
    Mode: required(oneOf('INLINE', 'DISTRIBUTED')),
    ExecutionType: required(oneOf('STANDARD', 'EXPRESS')),
  },
});
const INLINE = object({ fields: { Mode: optional(oneOf('INLINE', 'DISTRIBUTED')) } });

/** How the iterations run; only a distributed Map says of which type its children are. */
export const processorConfig: Check = (value, at, context) => {
  const distributed = isObject(value) && value.Mode === 'DISTRIBUTED';
  (distributed ? DISTRIBUTED : INLINE)(value, at, context);
  if (distributed && context.machineType === 'EXPRESS') {
    context.report(
      "The field 'Mode' with value 'DISTRIBUTED' is not supported inside 'EXPRESS' state machines",
      `${at}/Mode`,
    );
  }
};

/** Everything that belongs to a Map alone, but for the processor itself. */
export const mapFields: Shape = {
  fields: {
    ItemsPath: jsonPath(referencePath),
    Items: jsonata(template),
    ItemSelector: optional(template),
    ItemReader: optional(itemReader),
    ItemBatcher: optional(itemBatcher),
    ResultWriter: optional(resultWriter),
    MaxConcurrency: optional(integer(0)),
    MaxConcurrencyPath: jsonPath(dataPath),
    ToleratedFailurePercentage: optional(number(0, 100)),
    ToleratedFailurePercentagePath: jsonPath(dataPath),
    ToleratedFailureCount: optional(integer(0)),
    ToleratedFailureCountPath: jsonPath(dataPath),
    Label: optional(name),
  },
  exclusive: [
    { fields: ['ItemSelector', 'Parameters'] },
    orPath('MaxConcurrency'),
    orPath('ToleratedFailurePercentage'),
    orPath('ToleratedFailureCount'),
  ],
};
