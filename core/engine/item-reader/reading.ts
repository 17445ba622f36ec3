/** Evaluates what an ItemReader is to read. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-itemreader.html */

import { isObject, type JsonObject } from '../../json.ts';
import type { StateScope } from '../states/type.ts';
import { wholeNumber } from '../states/whole-number.ts';
import { readerFailed } from './failure.ts';
import type { ReaderConfig, Reading } from './position.ts';

/** As many items as AWS reads. */
const MOST_ITEMS = 100_000_000;

/** Evaluates the fields of an ItemReader. @throws {StatesError} */
export async function readingOf(reader: JsonObject, scope: StateScope): Promise<Reading> {
  const action = String(reader.Resource).split(':').at(-1) ?? '';
  if (action !== 'getObject' && action !== 'listObjectsV2') {
    throw readerFailed(`The resource '${String(reader.Resource)}' reads no items.`);
  }
  const args = await scope.query.payload(reader, scope.input, scope.data);
  const config = isObject(reader.ReaderConfig) ? reader.ReaderConfig : {};
  const most = (await wholeNumber(config, 'MaxItems', 0, scope)) || MOST_ITEMS;
  return {
    action,
    arguments: isObject(args) ? args : {},
    config: config as unknown as ReaderConfig,
    maxItems: Math.min(most, MOST_ITEMS),
  };
}
