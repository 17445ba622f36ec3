/** The fields of a Map: how its items are found, run and gathered. https://states-language.net/#map-state */

import { isObject } from '../../json.ts';
import { itemReader, RESOURCE_ARGUMENTS } from './item-reader.ts';
import { dataPath, referencePath, template } from './queries.ts';
import {
  type Check,
  type Exclusive,
  integer,
  jsonata,
  jsonPath,
  name,
  number,
  object,
  oneOf,
  optional,
  required,
  type Shape,
} from './shape.ts';

/** A number, or the path that leads to one. */
function orPath(field: string): Exclusive {
  return { fields: [field, `${field}Path`] };
}

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
