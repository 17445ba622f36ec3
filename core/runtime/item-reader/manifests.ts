/** Files that name other files: inventories of S3, and the results of Athena's UNLOAD. */

import { readerFailed } from '../../engine/item-reader/failure.ts';
import { isObject, type JsonObject, parseJson } from '../../json.ts';
import { readRange, type S3File } from './file.ts';
import type { S3 } from './s3.ts';

/** A manifest is read as a whole. */
const LONGEST_MANIFEST_BYTES = 16 * 1024 * 1024;

/** The data files of an inventory, and what their columns are. */
export interface Inventory {
  files: S3File[];
  header: string[];
}

/** https://docs.aws.amazon.com/AmazonS3/latest/userguide/storage-inventory-location.html */
export async function readInventory(s3: S3, manifest: S3File): Promise<Inventory> {
  const text = await textOf(s3, manifest);
  const found = readObject(text);
  const { fileFormat, fileSchema, files, destinationBucket } = found;
  if (fileFormat !== 'CSV') {
    throw readerFailed(
      `The inventory's files are ${String(fileFormat ?? 'of no format')}: only CSV is read.`,
    );
  }
  const bucket =
    String(destinationBucket ?? '')
      .split(':')
      .at(-1) || manifest.parameters.Bucket;
  const listed = Array.isArray(files) ? files.filter(isObject) : [];
  return {
    files: listed.map(({ key }) => fileAt(manifest, String(bucket), String(key))),
    header: String(fileSchema ?? '')
      .split(',')
      .map((name) => name.trim()),
  };
}

/** The files that a query has written: an address in each line. https://docs.aws.amazon.com/athena/latest/ug/querying-finding-output-files.html */
export async function readAthenaManifest(s3: S3, manifest: S3File): Promise<S3File[]> {
  const text = await textOf(s3, manifest);
  const lines = text.split(/\r?\n/).map((line) => line.trim().replace(/^"(.*)"$/, '$1'));
  return lines
    .filter((line) => line !== '')
    .map((line) => {
      const [, bucket, key] = /^s3:\/\/([^/]+)\/(.+)$/i.exec(line) ?? [];
      if (bucket !== undefined && key !== undefined) return fileAt(manifest, bucket, key);
      throw readerFailed(`The manifest's line '${line}' is no address of a file in S3.`);
    });
}

/** Another file for the same reader; the version and the owner that it names are those of the manifest. */
function fileAt({ parameters }: S3File, bucket: string, key: string): S3File {
  const { VersionId: _, ExpectedBucketOwner: owner, ...rest } = parameters;
  const isOwners = bucket === parameters.Bucket && owner !== undefined;
  return {
    parameters: {
      ...rest,
      Bucket: bucket,
      Key: key,
      ...(isOwners && { ExpectedBucketOwner: owner }),
    },
  };
}

async function textOf(s3: S3, manifest: S3File): Promise<string> {
  const { bytes, size } = await readRange(s3, manifest, 0, LONGEST_MANIFEST_BYTES);
  if (size <= bytes.length) return bytes.toString('utf8');
  throw readerFailed(`The manifest has ${size} bytes: at most ${LONGEST_MANIFEST_BYTES} are read.`);
}

function readObject(text: string): JsonObject {
  try {
    const value = parseJson(text);
    if (isObject(value)) return value;
  } catch (thrown) {
    if (!(thrown instanceof Error)) throw thrown;
    throw readerFailed(`The manifest is no valid JSON: ${thrown.message}`);
  }
  throw readerFailed('The manifest is no JSON object.');
}
