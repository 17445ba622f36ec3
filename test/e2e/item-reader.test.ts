/** A distributed Map over a file in the local S3, by parts. */

import { CreateBucketCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { createMachine, ended, start } from './executions.ts';
import { startTreadle, type Treadle } from './treadle.ts';

/** More by hand: `ROWS=100000`. */
const ROWS = Number(process.env.ROWS ?? 2100);
const PATIENCE_MS = 1_200_000;

let treadle: Treadle;

beforeAll(async () => {
  treadle = await startTreadle({ flags: ['--memory'] });
});

afterAll(() => treadle.stop());

const definition: JsonObject = {
  StartAt: 'Each',
  States: {
    Each: {
      Type: 'Map',
      MaxConcurrency: 100,
      ItemReader: {
        Resource: 'arn:aws:states:::s3:getObject',
        ReaderConfig: { InputType: 'CSV', CSVHeaderLocation: 'FIRST_ROW' },
        Parameters: { 'Bucket.$': '$.bucket', 'Key.$': '$.key' },
      },
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        StartAt: 'Take',
        States: { Take: { Type: 'Pass', Parameters: { 'n.$': '$.id' }, End: true } },
      },
      End: true,
    },
  },
};

it(
  `runs a child for each of ${ROWS} rows`,
  async () => {
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    const s3 = new S3Client({ endpoint: treadle.url, region: 'us-east-1', credentials });
    await s3.send(new CreateBucketCommand({ Bucket: 'rows' }));
    const rows = Array.from({ length: ROWS }, (_, n) => `${n},"row ""${n}""\nof many",é`);
    const Body = `id,name,letter\n${rows.join('\n')}\n`;
    await s3.send(new PutObjectCommand({ Bucket: 'rows', Key: 'all.csv', Body }));
    const machine = await createMachine(treadle.sfn, 'rows', definition);
    const input = { bucket: 'rows', key: 'all.csv' };
    const end = await ended(treadle.sfn, await start(treadle.sfn, machine, input), PATIENCE_MS);
    expect([end.status, end.cause]).toEqual(['SUCCEEDED', undefined]);
    expect(JSON.parse(end.output ?? '')).toEqual(rows.map((_, n) => ({ n: String(n) })));
  },
  PATIENCE_MS,
);
