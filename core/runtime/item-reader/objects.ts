/** Lists of objects in S3: items themselves, or files whose items are read. https://docs.aws.amazon.com/AmazonS3/latest/API/API_ListObjectsV2.html */

import { isObject, type Json, type JsonObject } from '../../json.ts';
import { parseExact } from '../../number.ts';
import { answered, type S3 } from './s3.ts';

/** What is listed of an object, as AWS names and writes it. */
export interface ListedObject {
  key: string;
  size: number;
  item: JsonObject;
}

/** The objects behind a key, page by page. */
export async function* listObjects(
  s3: S3,
  parameters: JsonObject,
  after: string | undefined,
): AsyncGenerator<ListedObject> {
  for (let last = after; ; ) {
    const response = await s3('listObjectsV2', {
      ...parameters,
      ...(last !== undefined && { StartAfter: last }),
    });
    const { Contents, IsTruncated } = answered(response, 'listObjectsV2').output;
    const objects = Array.isArray(Contents) ? Contents.filter(isObject) : [];
    for (const object of objects) {
      last = String(object.Key);
      yield { key: last, size: Number(object.Size ?? 0), item: itemOf(object) };
    }
    if (IsTruncated !== true || objects.length === 0) return;
  }
}

function itemOf({ ETag, Key, LastModified, Size, StorageClass }: JsonObject): JsonObject {
  return {
    Etag: ETag ?? '',
    LastModified: secondsOf(LastModified),
    Key: Key ?? '',
    Size: Size ?? 0,
    StorageClass: StorageClass ?? 'STANDARD',
  };
}

/** Seconds since the epoch as Java writes a double: `1.789180622E9`. */
function secondsOf(milliseconds: Json | undefined): Json {
  const [digits = '0', exponent = '+0'] = (Number(milliseconds ?? 0) / 1000)
    .toExponential()
    .split('e');
  return parseExact(`${digits.includes('.') ? digits : `${digits}.0`}E${Number(exponent)}`) as Json;
}
