/** What an ItemReader reads, and how far it has come: what a record holds of it. */

import type { Json, JsonObject } from '../../json.ts';

/** What the items of a JSON document lie in. */
export type Inside = 'array' | 'object';

/** Of what the items of one file are made. */
export type ItemFormat = 'CSV' | 'JSON' | 'JSONL' | 'PARQUET';

/** What the state says of its items, with every expression evaluated. */
export interface Reading {
  action: 'getObject' | 'listObjectsV2';
  /** The parameters of the call. */
  arguments: JsonObject;
  config: ReaderConfig;
  maxItems: number;
}

/** The fields of ReaderConfig, as AWS names them. */
export interface ReaderConfig {
  InputType?: ItemFormat | 'MANIFEST';
  Transformation?: 'NONE' | 'LOAD_AND_FLATTEN';
  ManifestType?: 'ATHENA_DATA' | 'S3_INVENTORY';
  CSVDelimiter?: string;
  CSVHeaderLocation?: 'FIRST_ROW' | 'GIVEN';
  CSVHeaders?: string[];
  ItemsPointer?: string;
}

/** Where reading goes on: behind the last item that was taken. */
export interface ReadPosition {
  /** How many files of a manifest have been read to their end. */
  files?: number;
  /** The last key of a list that has been read to its end. */
  after?: string;
  /** The place in the present file: bytes of its text, or rows. */
  at?: number;
  /** The present file is still the one that it was. */
  tag?: string;
  /** How the present file is compressed. */
  packed?: 'gzip' | 'zstd';
  /** The first row of the present file. */
  header?: string[];
  /** What its items lie in. */
  inside?: Inside;
}

/** An item on its way to the children. */
export interface ReadItem {
  value: Json;
  key?: string;
  /** Where it comes from, as `$$.Map.Item.Source` shows it. */
  source: string;
  /** How much memory it takes, about, in bytes. */
  size: number;
  /** Where reading goes on behind it. */
  position: ReadPosition;
}
