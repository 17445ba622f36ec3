import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import type { Attempt } from '../../core/ports.ts';
import { answerTask, beatTask } from '../../core/runtime/answer-task.ts';
import { fetchTask } from '../../core/runtime/fetch-task.ts';
import { readHistory } from '../../core/runtime/read-history.ts';
import { redriveExecution } from '../../core/runtime/redrive-execution.ts';
import { stopExecution } from '../../core/runtime/stop-execution.ts';
import { readTaskToken } from '../../core/runtime/task-token.ts';
import type { Faults } from './faults.ts';
import { expectWholeHistory } from './history.ts';
import { LIMITS, Model, NAMES, type Name } from './model.ts';
import { World } from './world.ts';

/** More by hand: `RUNS=5000 npx vitest run test/simulation/model.test.ts`. */
const RUNS = Number(process.env.RUNS ?? 200);
const EXECUTION = 'm:run';

const activity = (name: Name): JsonObject => ({
  Type: 'Task',
  Resource: `arn:aws:states:us-east-1:123456789012:activity:${name}`,
  TimeoutSeconds: LIMITS.task / 1000,
  HeartbeatSeconds: LIMITS.heartbeat / 1000,
});

const definition: JsonObject = {
  StartAt: 'One',
  TimeoutSeconds: LIMITS.execution / 1000,
  States: {
    One: { ...activity('one'), Next: 'Pause' },
    Pause: { Type: 'Wait', Seconds: LIMITS.wait / 1000, Next: 'Pair' },
    Pair: {
      Type: 'Parallel',
      Branches: (['left', 'right'] as const).map((name) => ({
        StartAt: name,
        States: { [name]: { ...activity(name), End: true } },
      })),
      End: true,
    },
  },
};

/** The real execution, and what a client knows of it. */
class Real {
  readonly faults: Faults = { retryDelayMs: 0 };
  readonly world = new World(this.faults);
  /** The attempts that workers have fetched, by the turn of their task. */
  readonly fetched: Record<Name, (Attempt | undefined)[]> = { one: [], left: [], right: [] };
  redrivesAsked = 0;

  async prepare(): Promise<void> {
    for (const name of NAMES) {
      await this.world.activities.create({ name, createdAt: this.world.now });
    }
    await this.world.createMachine('m', definition);
  }

  /** Lets everything happen that is due. */
  async settle(): Promise<void> {
    await this.world.run(this.world.now + 1);
  }
}

type Command = fc.AsyncCommand<Model, Real>;

/** Runs a command a moment after the one before it, and compares. */
function command(shown: string, act: (model: Model, real: Real) => Promise<void>): Command {
  return {
    check: () => true,
    toString: () => shown,
    async run(model, real) {
      await pass(model, real, 1);
      await act(model, real);
      await real.settle();
      await compare(model, real);
    },
  };
}

async function pass(model: Model, real: Real, ms: number): Promise<void> {
  const end = real.world.now + ms;
  await real.world.run(end + 1);
  real.world.now = end;
  model.advance(ms);
}

async function compare(model: Model, { world }: Real): Promise<void> {
  const last = await world.store.latest(EXECUTION);
  expect(last?.state.status).toBe(model.status);
  expect(last?.state.redrive?.count ?? 0).toBe(model.redrives);
  expect((await world.store.head(EXECUTION))?.status).toBe(model.status);
  if (!last) return;
  const query = { execution: EXECUTION, reverse: false, limit: 100_000, maxBytes: 1e9 };
  const { events } = await readHistory(world.store, query);
  for (const name of NAMES) {
    const scheduled = events.filter(
      ({ event }) =>
        event.type === 'ActivityScheduled' && event.details?.resource?.endsWith(`:${name}`),
    );
    expect([name, scheduled.length]).toEqual([name, model.work[name].scheduled]);
  }
}

const start = () =>
  command('start', async (model, { world }) => {
    model.start();
    await world.start('m', {});
  });

const stop = () =>
  command('stop', async (model, { world }) => {
    model.stop();
    await world.call((runtime, id) => stopExecution(runtime, EXECUTION, {}, id));
  });

const redrive = () =>
  command('redrive', async (model, real) => {
    const clientToken = `token ${real.redrivesAsked++}`;
    const request = { execution: EXECUTION, clientToken };
    const { outcome } = await real.world.call((runtime, deliveryId) =>
      redriveExecution(runtime, { ...request, deliveryId }),
    );
    const known = model.status !== undefined;
    expect(outcome).toBe(model.redrive() ? 'redriven' : known ? 'refused' : 'missing');
  });

const fetchFrom = (name: Name) =>
  command(`fetch ${name}`, async (model, real) => {
    const request = { activity: name, workerName: 'w' };
    const task = await real.world.callSafely((runtime, deliveryId) =>
      fetchTask(runtime, { ...request, deliveryId }),
    );
    expect(task !== undefined).toBe(model.fetch(name));
    if (!task) return;
    const attempt = readTaskToken('secret of the simulation', task.token);
    real.fetched[name][model.work[name].scheduled] = attempt;
  });

/** @param back how many fetched tasks before the last one it answers */
const answer = (name: Name, back: number, succeeded: boolean) =>
  command(
    `${succeeded ? 'succeed' : 'fail'} ${name}${back ? ` ${back} back` : ''}`,
    async (model, { world, fetched }) => {
      const { turn, attempt } = taskOf(fetched[name], back);
      if (!attempt) return;
      const errors = world.errors.length;
      const told = succeeded
        ? ({ type: 'TaskSucceeded', output: name } as const)
        : ({ type: 'TaskFailed', failure: { error: 'No' } } as const);
      const receipt = await world.call((runtime, id) => answerTask(runtime, attempt, told, id));
      const counts = model.answer(name, turn, succeeded);
      // A client that had to ask again is told that the task is over, by its own first answer.
      if (world.errors.length === errors) expect(receipt).toBe(counts ? 'taken' : 'over');
    },
  );

const beat = (name: Name, back: number) =>
  command(`beat ${name}${back ? ` ${back} back` : ''}`, async (model, { world, fetched }) => {
    const { turn, attempt } = taskOf(fetched[name], back);
    if (!attempt) return;
    const receipt = await world.call((runtime) => beatTask(runtime, attempt));
    expect(receipt).toBe(model.beat(name, turn) ? 'taken' : 'over');
  });

function taskOf(fetched: (Attempt | undefined)[], back: number) {
  const turns = fetched.flatMap((attempt, turn) => (attempt ? [{ turn, attempt }] : []));
  return turns.at(-1 - back) ?? { turn: 0, attempt: undefined };
}

const advance = (seconds: number) =>
  command(`advance ${seconds} s`, (model, real) => pass(model, real, seconds * 1000));

const crash = (calls: number, when: 'before' | 'after') =>
  command(`crash ${when} the port call after ${calls}`, async (_, { faults, world }) => {
    faults.crash = { call: world.portCalls + calls, when };
  });

const repeat = (calls: number) =>
  command(`lose the answer of the port call after ${calls}`, async (_, { faults, world }) => {
    faults.repeat = world.portCalls + calls;
  });

const echo = (seconds: number | undefined) =>
  command(`messages again after ${seconds} s`, async (_, { faults }) => {
    delete faults.echoMs;
    if (seconds !== undefined) faults.echoMs = seconds * 1000;
  });

const name = fc.constantFrom(...NAMES);
const back = fc.constantFrom(0, 0, 0, 1);
const commands = fc.commands(
  [
    fc.constant(start()),
    fc.constant(stop()),
    fc.constant(redrive()),
    fc.constant(redrive()),
    name.map(fetchFrom),
    name.map(fetchFrom),
    fc.tuple(name, back, fc.constantFrom(true, true, false)).map((args) => answer(...args)),
    fc.tuple(name, back, fc.constant(true)).map((args) => answer(...args)),
    fc.tuple(name, back).map((args) => beat(...args)),
    fc.integer({ min: 1, max: 60 }).map(advance),
    fc.constant(advance(21)),
    fc
      .tuple(fc.nat(25), fc.constantFrom('before' as const, 'after' as const))
      .map((args) => crash(...args)),
    fc.nat(25).map(repeat),
    fc.constantFrom(undefined, 0, 15, 45).map(echo),
  ],
  { size: 'large', maxCommands: 60 },
);

it('is as a small model says, whatever clients, workers, time and faults do', () =>
  fc.assert(
    fc.asyncProperty(commands, async (sequence) => {
      const real = new Real();
      await real.prepare();
      const model = new Model(real.world.now);
      await fc.asyncModelRun(() => ({ model, real }), [start(), ...sequence]);
      delete real.faults.crash;
      await real.world.stop(EXECUTION);
      await real.world.run();
      await expectWholeHistory(real.world, EXECUTION);
    }),
    { numRuns: RUNS },
  ));
