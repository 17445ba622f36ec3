/** The files that an ItemReader reads, one after the other: the one it names, those of a manifest, or those of a list. */

import type { Reading, ReadPosition } from '../../engine/item-reader/position.ts';
import type { S3File } from './file.ts';
import { readAthenaManifest, readInventory } from './manifests.ts';
import { listObjects } from './objects.ts';
import type { S3 } from './s3.ts';

/** A file, from where on it is read, and its columns where they are known beforehand. */
export interface OpenFile {
  file: S3File;
  start: ReadPosition;
  header?: string[];
}

/** The file that a position lies in, and those behind it. @throws {StatesError} States.ItemReaderFailed */
export async function* filesFrom(
  s3: S3,
  { action, arguments: parameters, config }: Reading,
  position: ReadPosition,
): AsyncGenerator<OpenFile> {
  const { InputType, ManifestType = InputType === 'MANIFEST' ? 'S3_INVENTORY' : undefined } =
    config;
  if (action === 'listObjectsV2') {
    yield* listedFiles(s3, parameters, position);
  } else if (ManifestType === 'S3_INVENTORY') {
    const { files, header } = await readInventory(s3, { parameters });
    for (const open of filesOfManifest(files, position)) yield { ...open, header };
  } else if (ManifestType === 'ATHENA_DATA') {
    yield* filesOfManifest(await readAthenaManifest(s3, { parameters }), position);
  } else {
    yield { file: { parameters }, start: position };
  }
}

function* filesOfManifest(files: S3File[], position: ReadPosition): Generator<OpenFile> {
  const { files: done = 0 } = position;
  for (const [place, file] of files.entries()) {
    if (place < done) continue;
    yield { file, start: place === done ? { ...position, files: place } : { files: place } };
  }
}

async function* listedFiles(
  s3: S3,
  parameters: Reading['arguments'],
  position: ReadPosition,
): AsyncGenerator<OpenFile> {
  let start = position;
  const { Bucket = '', ExpectedBucketOwner } = parameters;
  for await (const { key, size } of listObjects(s3, parameters, position.after)) {
    // What the console shows as a folder is an object without content.
    if (size > 0 || !key.endsWith('/')) {
      yield {
        file: {
          parameters: {
            Bucket,
            Key: key,
            ...(ExpectedBucketOwner !== undefined && { ExpectedBucketOwner }),
          },
        },
        start,
      };
    }
    start = { after: key };
  }
}
