/** ItemBatcher: several items go into one child. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itembatcher.html */

import { type Json, type JsonObject, textOf } from '../json.ts';
import type { ChildStart, StateScope } from './states/type.ts';
import { wholeNumber } from './states/whole-number.ts';

/** AWS's limit on the input of an execution. */
const LARGEST_INPUT = 262_144;

/** The children, each with a batch of what would have been the inputs of many. @throws {StatesError} */
export async function batches(
  batcher: JsonObject,
  starts: ChildStart[],
  scope: StateScope,
): Promise<ChildStart[]> {
  const most = (await wholeNumber(batcher, 'MaxItemsPerBatch', 0, scope)) || Infinity;
  const bytes = (await wholeNumber(batcher, 'MaxInputBytesPerBatch', 0, scope)) || LARGEST_INPUT;
  const shared: JsonObject =
    batcher.BatchInput === undefined
      ? {}
      : {
          BatchInput: await scope.query.item(
            batcher.BatchInput,
            'BatchInput',
            scope.input,
            scope.data,
          ),
        };
  const empty = byteLength({ ...shared, Items: [] });
  const made: { branch: ChildStart['branch']; items: Json[] }[] = [];
  let size = 0;
  for (const { branch, input } of starts) {
    const added = byteLength(input) + 1;
    const last = made.at(-1);
    if (last && last.items.length < most && size + added <= bytes) {
      last.items.push(input);
      size += added;
    } else {
      made.push({ branch, items: [input] });
      size = empty + added;
    }
  }
  return made.map(({ branch, items }) => ({ branch, input: { ...shared, Items: items } }));
}

function byteLength(value: Json): number {
  return Buffer.byteLength(textOf(value));
}
