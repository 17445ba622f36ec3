import { randomInt } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  type DescribeExecutionOutput,
  ExecutionAlreadyExists,
  type HistoryEvent,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { seededRandom } from '../../core/asl/random.ts';
import { type CrashMachine, crashMachines } from './crash-machines.ts';
import { createMachine, ended, expectWholeHistory, historyOf, start } from './executions.ts';
import { startTreadle, type Treadle } from './treadle.ts';

const KILLS = 20;
const EXECUTIONS_PER_MACHINE = 10;
const LONGEST_LIFE_MS = 1500;

interface Started {
  machine: CrashMachine;
  n: number;
  arn: string;
}

const folder = mkdtempSync(join(tmpdir(), 'treadle-crash-'));
const attemptsFile = join(folder, 'attempts');
const seed = process.env.SEED ?? String(randomInt(2 ** 32));
const random = seededRandom(seed);
const kills: number[] = [];
let treadle: Treadle;
let machines: { machine: CrashMachine; arn: string }[];

const boot = (port: number) =>
  startTreadle({
    port,
    flags: ['--data', join(folder, 'data'), '--functions', join(import.meta.dirname, 'functions')],
    environment: { ATTEMPTS_FILE: attemptsFile },
  });

beforeAll(async () => {
  treadle = await boot(0);
  machines = await Promise.all(
    Object.entries(crashMachines).map(async ([name, machine]) => ({
      machine,
      arn: await createMachine(treadle.sfn, name, machine.definition),
    })),
  );
});

afterAll(async () => {
  await treadle.kill();
  rmSync(folder, { recursive: true });
});

it('ends every execution rightly though everything is killed twenty times', async () => {
  console.log(`SEED=${seed}`);
  const executions = startAll();
  for (let kill = 0; kill < KILLS; kill++) {
    await pause(random.next() * LONGEST_LIFE_MS);
    await treadle.kill();
    kills.push(Date.now());
    treadle = await boot(treadle.port);
  }
  let scheduled = 0;
  for (const execution of await executions) {
    const end = await ended(treadle.sfn, execution.arn);
    const events = await historyOf(treadle.sfn, execution.arn);
    expectWholeHistory(events, end);
    expectRightEnd(execution, end, events);
    scheduled += events.filter(
      ({ type }) => type === 'LambdaFunctionScheduled' || type === 'TaskScheduled',
    ).length;
  }
  const attempts = readFileSync(attemptsFile, 'utf8').trim().split('\n');
  expect(attempts.filter((key, index) => attempts.indexOf(key) !== index)).toEqual([]);
  expect(attempts.length).toBeLessThanOrEqual(scheduled);
}, 180_000);

/** Starts all executions at once, each as often as it takes. */
async function startAll(): Promise<Started[]> {
  const starts = machines.flatMap(({ machine, arn }) =>
    Array.from({ length: EXECUTIONS_PER_MACHINE }, (_, n) => startOne(machine, arn, n)),
  );
  return Promise.all(starts);
}

/** The same name and input again is the same start, so a caller whom a kill left without an answer asks again. */
async function startOne(machine: CrashMachine, machineArn: string, n: number): Promise<Started> {
  const name = `run-${n}`;
  for (;;) {
    try {
      const arn = await start(treadle.sfn, machineArn, machine.input(n), name);
      return { machine, n, arn };
    } catch (error) {
      if (error instanceof ExecutionAlreadyExists) {
        const arn = `${machineArn.replace(':stateMachine:', ':execution:')}:${name}`;
        return { machine, n, arn };
      }
      await pause(50);
    }
  }
}

function expectRightEnd(
  { machine, n, arn }: Started,
  end: DescribeExecutionOutput,
  events: HistoryEvent[],
): void {
  if (machine.mayLose && end.status === 'FAILED') {
    expect(end.error, arn).toBe('Lambda.Unknown');
    const from = events.findLast(({ type }) => type === 'LambdaFunctionStarted')?.timestamp;
    const to = events.at(-1)?.timestamp;
    const hit = kills.some((time) => time >= Number(from) && time <= Number(to));
    expect(hit, `a kill between the intent and the failure of ${arn}`).toBe(true);
    return;
  }
  expect({ status: end.status, error: end.error, cause: end.cause }, arn).toEqual({
    status: 'SUCCEEDED',
  });
  expect(JSON.parse(end.output ?? ''), arn).toEqual(machine.output(n));
}
