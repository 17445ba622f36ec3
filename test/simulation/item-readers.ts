/** Distributed Maps over items in S3, or in the state: what each shows, and the items that it finds. */

import { gzipSync, zstdCompressSync } from 'node:zlib';
import { parquetWriteBuffer } from 'hyparquet-writer';
import type { Json, JsonObject } from '../../core/json.ts';

export interface ItemCase {
  shows: string;
  /** What stands beside the ItemProcessor. */
  map: JsonObject;
  objects?: { [key: string]: string | Buffer };
  input?: Json;
  /** What the children begin with. */
  items: Json[];
}

const getObject = (ReaderConfig: JsonObject, Key = 'items', rest: JsonObject = {}): JsonObject => ({
  ItemReader: {
    Resource: 'arn:aws:states:::s3:getObject',
    ReaderConfig,
    Parameters: { Bucket: 'b', Key, ...rest },
  },
});

const list = (ReaderConfig: JsonObject, Prefix: string): JsonObject => ({
  ItemReader: {
    Resource: 'arn:aws:states:::s3:listObjectsV2',
    ...(Object.keys(ReaderConfig).length > 0 && { ReaderConfig }),
    Parameters: { Bucket: 'b', Prefix },
  },
});

const count = 8;
const numbers = Array.from({ length: count }, (_, n) => n);
const rows = numbers.map((n) => ({ id: String(n), name: `n"${n}` }));
const csv = `id,name\r\n${rows.map(({ id, name }) => `${id},"${name.replace('"', '""')}"`).join('\r\n')}\r\n`;
const CSV = { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' };
const lines = numbers.map((n) => `{"n": ${n}}`).join('\n');
const objects = numbers.map((n) => ({ n }));

const parquet = Buffer.from(
  parquetWriteBuffer({
    columnData: [
      { name: 'id', data: numbers, type: 'INT32' },
      { name: 'big', data: numbers.map((n) => 9007199254740993n + BigInt(n)), type: 'INT64' },
      { name: 'name', data: rows.map(({ name }) => name), type: 'STRING' },
      { name: 'at', data: numbers.map((n) => new Date(n * 1000)), type: 'TIMESTAMP' },
    ],
    rowGroupSize: 5,
  }),
);

const inventory = {
  sourceBucket: 'src',
  destinationBucket: 'arn:aws:s3:::b',
  fileFormat: 'CSV',
  fileSchema: 'Bucket, Key, Size',
  files: [{ key: 'data/0.csv.gz' }, { key: 'data/1.csv.gz' }],
};
const inventoryFile = (from: number, to: number) =>
  gzipSync(
    numbers
      .slice(from, to)
      .map((n) => `"src","k/${n}","${n}"\n`)
      .join(''),
  );

export const itemCases: ItemCase[] = [
  {
    shows: 'a CSV file with its header in the first row',
    map: getObject(CSV),
    objects: { items: csv },
    items: rows,
  },
  {
    shows: 'a CSV file whose header is given, behind a byte order mark, up to MaxItems',
    map: getObject({
      InputType: 'CSV',
      CSVHeaderLocation: 'GIVEN',
      CSVHeaders: ['a', 'b'],
      CSVDelimiter: 'PIPE',
      MaxItems: 4,
    }),
    objects: { items: `\uFEFF${numbers.map((n) => `ü${n}|${n}`).join('\n')}` },
    items: numbers.slice(0, 4).map((n) => ({ a: `ü${n}`, b: String(n) })),
  },
  {
    shows: 'a JSON array',
    map: getObject({ InputType: 'JSON' }),
    objects: { items: JSON.stringify(objects, null, 2) },
    items: objects,
  },
  {
    shows: 'an object in a JSON file that a pointer leads to',
    map: getObject({ InputType: 'JSON', ItemsPointer: '/deep/1' }),
    objects: {
      items: JSON.stringify({
        deep: [0, Object.fromEntries(rows.map((row, n) => [`k${n}`, row]))],
      }),
    },
    items: rows.map((row, n) => ({ Key: `k${n}`, Value: row })),
  },
  {
    shows: 'JSON lines',
    map: getObject({ InputType: 'JSONL' }),
    objects: { items: lines },
    items: objects,
  },
  {
    shows: 'JSON lines by gzip',
    map: getObject({ InputType: 'JSONL' }),
    objects: { items: gzipSync(lines) },
    items: objects,
  },
  {
    shows: 'a CSV file by zstd',
    map: getObject(CSV),
    objects: { items: zstdCompressSync(csv) },
    items: rows,
  },
  {
    shows: 'a Parquet file of several groups of rows',
    map: getObject({ InputType: 'PARQUET' }),
    objects: { items: parquet },
    items: numbers.map((n) => ({
      id: n,
      big: Number(9007199254740993n + BigInt(n)),
      name: rows[n]?.name ?? '',
      at: new Date(n * 1000).toISOString(),
    })),
  },
  {
    shows: 'an inventory of S3',
    map: getObject({ InputType: 'MANIFEST' }, 'manifest.json'),
    objects: {
      'manifest.json': JSON.stringify(inventory),
      'data/0.csv.gz': inventoryFile(0, 5),
      'data/1.csv.gz': inventoryFile(5, count),
    },
    items: numbers.map((n) => ({ Key: `k/${n}`, Size: String(n), Bucket: 'src' })),
  },
  {
    shows: "the files of Athena's manifest",
    map: getObject({ ManifestType: 'ATHENA_DATA', InputType: 'JSONL' }, 'q-manifest.csv'),
    objects: {
      'q-manifest.csv': 's3://b/out/0\ns3://b/out/1\n',
      'out/0': gzipSync(lines.split('\n').slice(0, 3).join('\n')),
      'out/1': lines.split('\n').slice(3).join('\n'),
    },
    items: objects,
  },
  {
    shows: 'a list of objects',
    map: list({}, 'in/'),
    objects: { other: '', ...Object.fromEntries(numbers.map((n) => [`in/${n}`, `${n}`])) },
    items: numbers.map((n) => ({ Key: `in/${n}`, Size: 1, StorageClass: 'STANDARD' })),
  },
  {
    shows: 'what the objects of a list hold',
    map: list({ ...CSV, Transformation: 'LOAD_AND_FLATTEN' }, 'in/'),
    objects: {
      'in/': '',
      'in/a': 'id,name\n0,"n""0"\n1,"n""1"\n',
      'in/b': 'name,id\n"n""2",2\n',
      'in/c': 'id,name\n',
      'in/d': gzipSync(
        `id,name\n${rows
          .slice(3)
          .map(({ id }) => `${id},"n""${id}"`)
          .join('\n')}`,
      ),
    },
    items: rows,
  },
  {
    shows: 'items in the state',
    map: { ItemsPath: '$.items' },
    input: { items: objects },
    items: objects,
  },
  {
    shows: 'items in the state, selected, in batches',
    map: {
      ItemsPath: '$.items',
      ItemSelector: { 'i.$': '$$.Map.Item.Index', 'n.$': '$$.Map.Item.Value.n' },
      ItemBatcher: { MaxItemsPerBatch: 3, BatchInput: { all: true } },
    },
    input: { items: objects },
    items: [numbers.slice(0, 3), numbers.slice(3, 6), numbers.slice(6)].map((batch) => ({
      BatchInput: { all: true },
      Items: batch.map((n) => ({ i: n, n })),
    })),
  },
  {
    shows: 'a file in batches that go over the parts of it',
    map: {
      ...getObject(CSV),
      ItemSelector: { 'n.$': '$$.Map.Item.Index', 'from.$': '$$.Map.Item.Source' },
      ItemBatcher: { MaxItemsPerBatch: 3 },
    },
    objects: { items: csv },
    items: [numbers.slice(0, 3), numbers.slice(3, 6), numbers.slice(6)].map((batch) => ({
      Items: batch.map((n) => ({ n, from: 'S3://b/items' })),
    })),
  },
  {
    shows: 'a file without items',
    map: getObject(CSV),
    objects: { items: 'id,name\n' },
    items: [],
  },
];

/** A machine of one distributed Map whose children hand on what they begin with. */
export function machineOf(map: JsonObject, rest: JsonObject = {}): JsonObject {
  return {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        ...map,
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
          StartAt: 'Item',
          States: { Item: { Type: 'Pass', End: true } },
        },
        ...rest,
        End: true,
      },
    },
  };
}
