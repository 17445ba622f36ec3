/** ItemBatcher: several items go into one child. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html */

import { type Json, type JsonObject, textOf } from '../json.ts';
import type { StateScope } from './states/type.ts';
import { wholeNumber } from './states/whole-number.ts';

/** AWS's limit on the input of an execution. */
const LARGEST_INPUT = 262_144;

/** Fills batches with inputs, one after the other. */
export interface Batcher {
  /** The batch that is full and cannot take this input, which begins the next one. */
  add(input: Json): Json | undefined;
  /** The batch that has been begun. */
  rest(): Json | undefined;
}

/** Evaluates the limits of a batch, and what all batches share. @throws {StatesError} */
export async function createBatcher(fields: JsonObject, scope: StateScope): Promise<Batcher> {
  const most = (await wholeNumber(fields, 'MaxItemsPerBatch', 0, scope)) || Infinity;
  const bytes = (await wholeNumber(fields, 'MaxInputBytesPerBatch', 0, scope)) || LARGEST_INPUT;
  const { BatchInput } = fields;
  const shared: JsonObject =
    BatchInput === undefined
      ? {}
      : { BatchInput: await scope.query.item(BatchInput, 'BatchInput', scope.input, scope.data) };
  const empty = byteLength({ ...shared, Items: [] });
  let items: Json[] = [];
  let size = empty;
  const take = (): Json | undefined =>
    items.length === 0 ? undefined : { ...shared, Items: items };
  return {
    add(input) {
      const added = byteLength(input) + 1;
      const isFull = items.length >= most || size + added > bytes;
      const full = isFull ? take() : undefined;
      if (isFull) {
        items = [];
        size = empty;
      }
      items.push(input);
      size += added;
      return full;
    },
    rest: take,
  };
}

function byteLength(value: Json): number {
  return Buffer.byteLength(textOf(value));
}
