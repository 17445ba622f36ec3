import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import { updateMapRun } from '../../core/runtime/update-map-run.ts';
import type { Faults } from './faults.ts';
import { expectWholeHistory } from './history.ts';
import { S3 } from './s3.ts';
import { World } from './world.ts';

const WRITER = {
  Resource: 'arn:aws:states:::s3:putObject',
  Parameters: { Bucket: 'b', 'Prefix.$': '$.to' },
};

/** A Map Run over numbers: 2 fails, 3 waits, 4 gives a list, and all others go through. */
function machineWith(rest: JsonObject, type = 'STANDARD'): JsonObject {
  return {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        Label: 'Part',
        ItemsPath: '$.items',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: type },
          StartAt: 'Judge',
          States: {
            Judge: {
              Type: 'Choice',
              Choices: [
                { Variable: '$', NumericEquals: 2, Next: 'Bad' },
                { Variable: '$', NumericEquals: 3, Next: 'Rest' },
                { Variable: '$', NumericEquals: 4, Next: 'List' },
              ],
              Default: 'Good',
            },
            Bad: { Type: 'Fail', Error: 'Two', Cause: 'it is two' },
            Rest: { Type: 'Wait', Seconds: 100, Next: 'Good' },
            List: { Type: 'Pass', Result: ['a', 'b'], End: true },
            Good: { Type: 'Pass', End: true },
          },
        },
        End: true,
        ...rest,
      },
    },
  };
}

interface Run {
  world: World;
  s3: S3;
  /** How the Map Run ended, and what its children have come to. */
  mapRun: JsonObject;
}

async function run(
  items: number[],
  rest: JsonObject,
  faults: Faults = {},
  type?: string,
): Promise<Run> {
  const world = new World(faults);
  const s3 = new S3();
  world.workers.services.s3 = (request) => s3.call(request);
  await world.createMachine('m', machineWith(rest, type));
  await world.start('m', { items, to: 'out/' });
  await world.run();
  return { world, s3, mapRun: await mapRunOf(world) };
}

async function mapRunOf({ store }: World): Promise<JsonObject> {
  const [found] = (await store.mapRuns('m:run', 10)).items;
  if (!found?.children) return {};
  const { status, written } = found;
  const tally = await store.tally({ execution: 'm:run', ...found.children });
  const { SUCCEEDED, FAILED, ABORTED } = tally.executions;
  return {
    status,
    tally: `${SUCCEEDED} ${FAILED} ${ABORTED} ${tally.running}`,
    ...(written && { written: written.executions }),
  };
}

/** The files without the folder, which has the Map Run's name. */
function filesOf({ objects }: S3): Record<string, Json> {
  const files = [...objects].map(([key, body]) => {
    const text = body.toString();
    return [key.replace(/^out\/[-0-9a-f]{36}\//, ''), text] as const;
  });
  return Object.fromEntries(files);
}

const parsed = (text: Json | undefined) => JSON.parse(String(text)) as JsonObject[];

const FEW = { MaxConcurrency: 2, ToleratedFailureCount: 1 };
const RESULTS = { ...FEW, ResultWriter: WRITER };

async function expectResults({ world, s3, mapRun }: Run, where = ''): Promise<void> {
  const { status, output } = await world.last('m:run');
  expect({ status, ...mapRun }, where).toEqual({
    status: 'SUCCEEDED',
    tally: '3 1 0 0',
    written: 4,
  });
  const [found] = (await world.store.mapRuns('m:run', 1)).items;
  const uuid = found?.name.split(':')[1];
  expect(output, where).toEqual({
    MapRunArn: `arn:aws:states:us-east-1:123456789012:mapRun:${found?.name}`,
    ResultWriterDetails: { Bucket: 'b', Key: `out/${uuid}/manifest.json` },
  });
  const files = filesOf(s3);
  expect(Object.keys(files).sort(), where).toEqual([
    'FAILED_0.json',
    'SUCCEEDED_0.json',
    'manifest.json',
  ]);
  expect(parsed(files['SUCCEEDED_0.json']).map(({ Output }) => Output)).toEqual([
    '1',
    '3',
    '["a","b"]',
  ]);
  expect(parsed(files['FAILED_0.json'])).toMatchObject([
    { Input: '2', Status: 'FAILED', Error: 'Two', Cause: 'it is two' },
  ]);
  await expectWholeHistory(world, 'm:run');
}

describe('a Map Run with a ResultWriter', () => {
  it('writes what is known of each child, and a manifest', async () => {
    const done = await run([1, 2, 3, 4], RESULTS);
    await expectResults(done);
    const files = filesOf(done.s3);
    const [first] = parsed(files['SUCCEEDED_0.json']);
    expect(first).toEqual({
      ExecutionArn: expect.stringMatching(
        /^arn:aws:states:us-east-1:123456789012:execution:m\/Part:/,
      ),
      Input: '1',
      InputDetails: { Included: true },
      Name: expect.any(String),
      Output: '1',
      OutputDetails: { Included: true },
      RedriveCount: 0,
      RedriveStatus: 'NOT_REDRIVABLE',
      RedriveStatusReason: 'Execution is SUCCEEDED and cannot be redriven',
      StartDate: '2026-01-01T00:00:00.000Z',
      StateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:m/Part',
      Status: 'SUCCEEDED',
      StopDate: '2026-01-01T00:00:00.000Z',
    });
    expect(JSON.parse(String(files['manifest.json']))).toMatchObject({
      DestinationBucket: 'b',
      ResultFiles: {
        PENDING: [],
        SUCCEEDED: [{ Key: expect.stringMatching(/SUCCEEDED_0\.json$/), Size: expect.any(Number) }],
      },
    });
  });

  it.each(['before', 'after'] as const)(
    'survives a crash %s every single port call',
    async (when) => {
      const calls = (await run([1, 2, 3, 4], RESULTS)).world.portCalls;
      for (let call = 0; call < calls; call++) {
        const done = await run([1, 2, 3, 4], RESULTS, { crash: { call, when } });
        await expectResults(done, `a crash ${when} call ${call} of ${calls}`);
      }
    },
  );

  it('ends the same when every message comes twice', async () => {
    await expectResults(await run([1, 2, 3, 4], RESULTS, { duplicate: true }));
  });

  it.each([
    ['NONE', 'JSONL', /^\{"ExecutionArn".*\}\n\{"ExecutionArn".*\}$/],
    ['COMPACT', 'JSON', /^\[1,\["a","b"\]\]$/],
    ['FLATTEN', 'JSON', /^\[1,"a","b"\]$/],
    ['FLATTEN', 'JSONL', /^1\n"a"\n"b"$/],
  ])('writes %s as %s', async (Transformation, OutputType, text) => {
    const ResultWriter = { ...WRITER, WriterConfig: { Transformation, OutputType } };
    const { s3 } = await run([1, 4], { ResultWriter });
    expect(filesOf(s3)[`SUCCEEDED_0.${OutputType.toLowerCase()}`]).toMatch(text);
  });

  it.each([
    [{ Transformation: 'FLATTEN' }, [1, 'a', 'b']],
    [{ Transformation: 'COMPACT', OutputType: 'JSONL' }, '1\n["a","b"]'],
  ])('gives %j as the output where there is nowhere to write', async (WriterConfig, output) => {
    const { world } = await run([1, 4], { ResultWriter: { WriterConfig } });
    expect((await world.last('m:run')).output).toEqual(output);
  });

  it('writes what there is when it fails, also of those that never ran', async () => {
    const done = await run([2, 3, 1, 1, 1], { MaxConcurrency: 2, ResultWriter: WRITER });
    const { status, failure } = await done.world.last('m:run');
    expect({ status, failure, ...done.mapRun }).toMatchObject({
      status: 'FAILED',
      failure: { error: 'States.ExceedToleratedFailureThreshold' },
    });
    const files = filesOf(done.s3);
    const all = ['SUCCEEDED_0.json', 'FAILED_0.json', 'PENDING_0.json'].flatMap((name) =>
      name in files ? parsed(files[name]) : [],
    );
    expect(all.map(({ Input }) => Input).sort()).toEqual(['1', '1', '1', '2', '3']);
    expect(Object.keys(files)).toContain('PENDING_0.json');
  });

  it.each([0, 1, 2])('of no items writes a manifest alone, whatever comes first: %i', async (n) => {
    const { world, s3 } = await run([], { ResultWriter: WRITER }, { order: `order ${n}` });
    expect((await world.last('m:run')).status).toBe('SUCCEEDED');
    expect(Object.keys(filesOf(s3))).toEqual(['manifest.json']);
  });

  it('fails where the bucket is none', async () => {
    const ResultWriter = { ...WRITER, Parameters: { Bucket: 'other', Prefix: 'p' } };
    const { world, mapRun } = await run([1], { ResultWriter });
    expect((await world.last('m:run')).failure).toMatchObject({
      error: 'States.ResultWriterFailed',
      cause: expect.stringContaining('The specified bucket does not exist'),
    });
    expect(mapRun.status).toBe('FAILED');
  });
});

describe('a Map Run without a ResultWriter', () => {
  it('fails where its children bring more than a document may hold, without reading what all of them bring', async () => {
    const world = new World({ payloadLimit: 8_000 });
    const read: number[] = [];
    const { latestOf } = world.store;
    world.store.latestOf = (ids) => {
      read.push(ids.length);
      return latestOf.call(world.store, ids);
    };
    await world.createMachine('m', machineWith({}, 'EXPRESS'));
    // Each gives a list that is longer than its item.
    await world.start('m', { items: Array<number>(2_500).fill(4), to: '' });
    await world.run();
    const { status, failure } = await world.last('m:run');
    expect({ status, error: failure?.error }).toEqual({
      status: 'FAILED',
      error: 'States.DataLimitExceeded',
    });
    expect(read).toEqual([1_000]);
  });
});

describe('a Map Run whose settings change while it runs', () => {
  it.each([
    [1, 3],
    [3, 1],
  ])('from %i at a time to %i ends the same, whenever that is', async (before, after) => {
    for (let seconds = 0; seconds <= 300; seconds += 50) {
      const order = `${before} ${after} ${seconds}`;
      const world = new World({ order, chaos: { seed: order, rate: 0.02 } });
      await world.createMachine('m', machineWith({ MaxConcurrency: before }));
      await world.start('m', { items: [3, 1, 3, 3, 1] });
      world.ask(async (runtime) => {
        const [found] = (await world.store.mapRuns('m:run', 1)).items;
        if (found) await updateMapRun(runtime, found, { concurrency: after });
      }, seconds * 1000);
      await world.run();
      expect((await world.last('m:run')).output, order).toEqual([3, 1, 3, 3, 1]);
      expect(await mapRunOf(world), order).toEqual({ status: 'SUCCEEDED', tally: '5 0 0 0' });
    }
  });
});

describe('a Map Run whose children are Express executions', () => {
  const ITEMS = [1, 2, 3, 4];

  it('keeps two records of each, and runs them like others', async () => {
    const { world, mapRun } = await run(ITEMS, FEW, {}, 'EXPRESS');
    expect(mapRun).toEqual({ status: 'SUCCEEDED', tally: '3 1 0 0' });
    expect((await world.last('m:run')).output).toEqual([1, 3, ['a', 'b']]);
    expect(await world.records('m:run/1.2')).toHaveLength(2);
    expect((await world.records('m:run/1.2')).flatMap(({ history }) => history)).toEqual([]);
  });

  it('fails as soon as more have failed than may', async () => {
    const { world, mapRun } = await run([2, 2, 1], {}, {}, 'EXPRESS');
    expect((await world.last('m:run')).failure?.error).toBe(
      'States.ExceedToleratedFailureThreshold',
    );
    expect(mapRun.status).toBe('FAILED');
  });

  it.each(['before', 'after'] as const)(
    'survives a crash %s every single port call',
    async (when) => {
      const calls = (await run(ITEMS, FEW, {}, 'EXPRESS')).world.portCalls;
      for (let call = 0; call < calls; call++) {
        const { world, mapRun } = await run(ITEMS, FEW, { crash: { call, when } }, 'EXPRESS');
        const where = `a crash ${when} call ${call} of ${calls}`;
        expect(mapRun, where).toEqual({ status: 'SUCCEEDED', tally: '3 1 0 0' });
        expect((await world.last('m:run')).output, where).toEqual([1, 3, ['a', 'b']]);
      }
    },
  );
});
