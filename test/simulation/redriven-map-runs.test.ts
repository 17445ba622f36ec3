import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { progressOf } from '../../core/runtime/map-run-counts.ts';
import { redriveExecution } from '../../core/runtime/redrive-execution.ts';
// Loaded when it is needed otherwise, and the world does not wait for that.
import '../../core/runtime/rerun-express.ts';
import type { Faults } from './faults.ts';
import { expectWholeHistory } from './history.ts';
import { S3 } from './s3.ts';
import { World } from './world.ts';

const ITEMS = [...'abcdefgh'];

/** A Map Run whose children call a function for each of two states. */
function machineWith(rest: JsonObject, ExecutionType: string): JsonObject {
  const work = (name: string) => ({
    Type: 'Task',
    Resource: 'arn:aws:lambda:us-east-1:123456789012:function:work',
    Parameters: { name, 'item.$': '$' },
    // A call that nobody knows the end of fails its attempt.
    Retry: [{ ErrorEquals: ['Lambda.Unknown'], MaxAttempts: 9 }],
  });
  return {
    StartAt: 'Each',
    States: {
      Each: {
        Type: 'Map',
        Label: 'Part',
        ItemsPath: '$.items',
        ItemProcessor: {
          ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType },
          StartAt: 'First',
          States: {
            First: { ...work('First'), ResultPath: null, Next: 'Second' },
            Second: { ...work('Second'), End: true },
          },
        },
        End: true,
        ...rest,
      },
    },
  };
}

class Redriven {
  readonly world: World;
  readonly s3 = new S3();
  readonly done: string[] = [];
  broken: (call: string) => boolean = (call) => call === 'Second c';

  constructor(faults: Faults) {
    this.world = new World(faults);
    this.world.workers.services.s3 = (request) => this.s3.call(request);
    this.world.workers.byName.work = (event) => {
      const { name, item } = event as { name: string; item: string };
      const call = `${name} ${item}`;
      if (this.broken(call)) throw new Error(`${call} is broken`);
      this.done.push(call);
      return call;
    };
  }

  async start(rest: JsonObject, type = 'STANDARD'): Promise<void> {
    await this.world.createMachine('m', machineWith(rest, type));
    await this.world.start('m', { items: ITEMS, to: 'out' });
  }

  redrive(clientToken = 'token', inMs = 0): void {
    this.world.ask(async (runtime, deliveryId) => {
      await redriveExecution(runtime, { execution: 'm:run', clientToken, deliveryId });
    }, inMs);
  }

  async mapRun() {
    const { items } = await this.world.store.mapRuns('m:run', 10);
    const [run] = items;
    if (!run) throw new Error('there is no Map Run');
    const { executions } = await this.world.callSafely(({ ports }) => progressOf(ports, run));
    const { status, redriveCount } = run;
    return { count: items.length, status, redriveCount, executions };
  }

  /** Calls that were made more than once. */
  get repeated(): string[] {
    return this.done.filter((call, index) => this.done.indexOf(call) !== index);
  }
}

const FEW = { MaxConcurrency: 2 };

async function redriven(faults: Faults, rest: JsonObject = FEW, type?: string): Promise<Redriven> {
  const run = new Redriven(faults);
  await run.start(rest, type);
  await run.world.run();
  expect((await run.world.last('m:run')).status).toBe('FAILED');
  run.broken = () => false;
  run.redrive();
  await run.world.run();
  return run;
}

async function expectSuccess(run: Redriven, where: string): Promise<void> {
  const { status, output, redrive } = await run.world.last('m:run');
  expect({ status, output, redrives: redrive?.count }, where).toEqual({
    status: 'SUCCEEDED',
    output: ITEMS.map((item) => `Second ${item}`),
    redrives: 1,
  });
  expect(await run.mapRun(), where).toMatchObject({
    count: 1,
    status: 'SUCCEEDED',
    redriveCount: 1,
    executions: { succeeded: 8, failed: 0, aborted: 0, pending: 0, running: 0, pendingRedrive: 0 },
  });
  await expectWholeHistory(run.world, 'm:run');
}

async function historyOf({ world }: Redriven, id: string) {
  return (await world.records(id)).flatMap(({ history }) => history.map(({ type }) => type));
}

describe('a redriven Map Run', () => {
  it('goes on with the children that have not succeeded, from where they stood', async () => {
    const run = await redriven({});
    await expectSuccess(run, 'no faults');
    expect(run.repeated).toEqual([]);
    expect(run.world.errors).toEqual([]);
    expect(await historyOf(run, 'm:run')).toEqual([
      'ExecutionStarted',
      'MapStateEntered',
      'MapStateStarted',
      'MapRunStarted',
      'MapRunFailed',
      'MapStateFailed',
      'ExecutionFailed',
      'ExecutionRedriven',
      'MapRunRedriven',
      'MapRunSucceeded',
      'MapStateSucceeded',
      'MapStateExited',
      'ExecutionSucceeded',
    ]);
    expect((await historyOf(run, 'm:run/1.2')).slice(-7)).toEqual([
      'ExecutionFailed',
      'ExecutionRedriven',
      'LambdaFunctionScheduled',
      'LambdaFunctionStarted',
      'LambdaFunctionSucceeded',
      'TaskStateExited',
      'ExecutionSucceeded',
    ]);
    const counts = await Promise.all(
      ITEMS.map(async (_, index) => (await run.world.last(`m:run/1.${index}`)).redrive?.count),
    );
    expect(counts.slice(0, 3)).toEqual([undefined, undefined, 1]);
    expect(counts.at(-1)).toBeUndefined();
    expect((await historyOf(run, 'm:run/1.7'))[0]).toBe('ExecutionStarted');
  });

  it('starts Express children anew', async () => {
    const run = await redriven({}, FEW, 'EXPRESS');
    await expectSuccess(run, 'no faults');
    expect(run.done.filter((call) => call === 'First c')).toHaveLength(2);
    expect(run.done.filter((call) => call === 'Second a')).toHaveLength(1);
  });

  it('does so though every message comes twice', async () => {
    const run = await redriven({ duplicate: true });
    await expectSuccess(run, 'duplicates');
    expect(run.repeated).toEqual([]);
  });

  it.each([
    ['before', 'STANDARD'],
    ['after', 'STANDARD'],
    ['before', 'EXPRESS'],
    ['after', 'EXPRESS'],
  ] as const)(
    'survives a crash %s every single port call, with %s children',
    async (when, type) => {
      const calls = (await redriven({}, FEW, type)).world.portCalls;
      for (let call = 0; call < calls; call++) {
        const run = await redriven({ crash: { call, when } }, FEW, type);
        await expectSuccess(run, `a crash ${when} call ${call} of ${calls}`);
        if (type === 'STANDARD') expect(run.world.workers.repeated).toEqual([]);
      }
    },
  );

  it('notices nothing when the answer of any port call is lost and the call made again', async () => {
    const calls = (await redriven({})).world.portCalls;
    for (let call = 0; call < calls; call++) {
      const run = await redriven({ repeat: call });
      await expectSuccess(run, `call ${call} of ${calls}`);
      expect(run.repeated, `call ${call} of ${calls}`).toEqual([]);
    }
  });

  it('may fail again, and is redriven again', async () => {
    const run = new Redriven({});
    await run.start(FEW);
    await run.world.run();
    run.broken = (call) => call === 'Second c' || call === 'First h';
    run.redrive('one');
    await run.world.run();
    expect(await run.mapRun()).toMatchObject({ count: 1, status: 'FAILED', redriveCount: 1 });
    run.broken = () => false;
    run.redrive('two');
    await run.world.run();
    expect((await run.world.last('m:run')).status).toBe('SUCCEEDED');
    expect(await run.mapRun()).toMatchObject({
      count: 1,
      status: 'SUCCEEDED',
      redriveCount: 2,
      executions: { succeeded: 8, failed: 0, aborted: 0, pendingRedrive: 0 },
    });
    expect(run.repeated).toEqual([]);
    await expectWholeHistory(run.world, 'm:run');
  });

  it('writes all results again', async () => {
    const ResultWriter = {
      Resource: 'arn:aws:states:::s3:putObject',
      Parameters: { Bucket: 'b', 'Prefix.$': '$.to' },
      WriterConfig: { Transformation: 'COMPACT', OutputType: 'JSON' },
    };
    const run = await redriven({}, { ...FEW, ResultWriter });
    expect((await run.world.last('m:run')).status).toBe('SUCCEEDED');
    const [written] = [...run.s3.objects].filter(([key]) => key.endsWith('/SUCCEEDED_0.json'));
    expect(JSON.parse(String(written?.[1]))).toEqual(ITEMS.map((item) => `Second ${item}`));
    const [manifest] = [...run.s3.objects].filter(([key]) => key.endsWith('/manifest.json'));
    expect(JSON.parse(String(manifest?.[1]))).toMatchObject({
      ResultFiles: { FAILED: [], PENDING: [], SUCCEEDED: [{ Key: written?.[0] }] },
    });
  });

  it.each(['STANDARD', 'EXPRESS'])(
    'goes on wherever a stop met it, though the run before is still winding up: %s',
    async (type) => {
      for (let seed = 0; seed < 60; seed++) {
        const order = `${type} ${seed}`;
        const run = new Redriven({ order, chaos: { seed: order, rate: 0.02 } });
        run.broken = () => false;
        await run.start(FEW, type);
        await run.world.runAtMost(seed * 4);
        await run.world.stop('m:run');
        const stopped = (await run.world.last('m:run')).status === 'ABORTED';
        if (stopped) run.redrive();
        await run.world.run();
        const { status, output } = await run.world.last('m:run');
        expect({ status, output }, order).toEqual({
          status: 'SUCCEEDED',
          output: ITEMS.map((item) => `Second ${item}`),
        });
        const [mapRun] = (await run.world.store.mapRuns('m:run', 1)).items;
        expect(mapRun?.status, order).toBe('SUCCEEDED');
      }
    },
  );
});
