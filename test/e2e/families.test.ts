import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import {
  createMachine,
  ended,
  expectWholeHistory,
  historyOf,
  run,
  start,
  until,
} from './executions.ts';
import { startTreadle, type Treadle } from './treadle.ts';

const folder = mkdtempSync(join(tmpdir(), 'treadle-families-'));
const attemptsFile = join(folder, 'attempts');
let treadle: Treadle;

beforeAll(async () => {
  treadle = await startTreadle({
    flags: ['--memory', '--functions', join(import.meta.dirname, 'functions')],
    environment: { ATTEMPTS_FILE: attemptsFile },
  });
});

afterAll(async () => {
  await treadle.stop();
  rmSync(folder, { recursive: true });
});

const attempts = () => readFileSync(attemptsFile, 'utf8').split('\n').length;

/** Doubles a number again and again, with a second's rest before each time: so long as nobody stops it. */
const forever: JsonObject = {
  StartAt: 'Rest',
  States: {
    Rest: { Type: 'Wait', Seconds: 1, Next: 'Double' },
    Double: {
      Type: 'Task',
      Resource: 'arn:aws:lambda:us-east-1:123456789012:function:double',
      Next: 'Rest',
    },
  },
};

const parallel = (...Branches: JsonObject[]): JsonObject => ({
  StartAt: `Parallel ${Branches.length}`,
  States: { [`Parallel ${Branches.length}`]: { Type: 'Parallel', Branches, End: true } },
});

/** A clock for what must not happen: longer than a loop of {@link forever}. */
async function letThreeSecondsPass(name: string): Promise<void> {
  const wait = { Type: 'Wait', Seconds: 3, End: true };
  await run(treadle.sfn, name, { StartAt: 'Wait', States: { Wait: wait } });
}

describe('children', () => {
  it('have children that have children', async () => {
    const each = (name: string, processor: JsonObject): JsonObject => ({
      StartAt: name,
      States: { [name]: { Type: 'Map', ItemProcessor: processor, End: true } },
    });
    const add = { Type: 'Pass', Parameters: { 'n.$': 'States.MathAdd($, 1)' }, OutputPath: '$.n' };
    const leaf = { StartAt: 'Add', States: { Add: { ...add, End: true } } };
    const definition = parallel(each('Rows', each('Columns', each('Cells', leaf))));
    const cube = [
      [[1, 2], [3]],
      [[], [4]],
    ];
    const end = await run(treadle.sfn, 'cube', definition, cube);
    expect(JSON.parse(end.output ?? '')).toEqual([
      [
        [[2, 3], [4]],
        [[], [5]],
      ],
    ]);
    expectWholeHistory(await historyOf(treadle.sfn, end.executionArn ?? ''), end);
  });

  it('stop when one of them fails, with all below them', async () => {
    writeFileSync(attemptsFile, '');
    const failing: JsonObject = {
      StartAt: 'Soon',
      States: {
        Soon: { Type: 'Wait', Seconds: 2, Next: 'Fail' },
        Fail: { Type: 'Fail', Error: 'Broken', Cause: 'on purpose' },
      },
    };
    const nested = { ...forever, States: { ...(forever.States as JsonObject) } };
    const definition = parallel(failing, parallel(nested));
    const machine = await createMachine(treadle.sfn, 'siblings', definition);
    const end = await ended(treadle.sfn, await start(treadle.sfn, machine, { n: 1 }));
    expect(end).toMatchObject({ status: 'FAILED', error: 'Broken', cause: 'on purpose' });
    await letThreeSecondsPass('after-failure');
    const before = attempts();
    expect(before).toBeGreaterThan(1);
    await letThreeSecondsPass('long-after-failure');
    expect(attempts()).toBe(before);
    expectWholeHistory(await historyOf(treadle.sfn, end.executionArn ?? ''), end);
  });

  it('stop when their execution is stopped, and start no task any more', async () => {
    writeFileSync(attemptsFile, '');
    const definition = parallel({
      StartAt: 'Each',
      States: { Each: { Type: 'Map', ItemProcessor: forever, End: true } },
    });
    const machine = await createMachine(treadle.sfn, 'tree', definition);
    const executionArn = await start(treadle.sfn, machine, [{ n: 1 }, { n: 2 }, { n: 3 }]);
    await until('every child has worked', async () => (attempts() > 3 ? true : undefined));
    await treadle.sfn.send(new StopExecutionCommand({ executionArn, error: 'Enough' }));
    const end = await ended(treadle.sfn, executionArn);
    expect(end).toMatchObject({ status: 'ABORTED', error: 'Enough' });
    await letThreeSecondsPass('after-stop');
    const before = attempts();
    await letThreeSecondsPass('long-after-stop');
    expect(attempts()).toBe(before);
    const events = await historyOf(treadle.sfn, executionArn);
    expect(events.at(-1)?.type).toBe('ExecutionAborted');
    expect(events.findIndex(({ id }, index) => id !== index + 1)).toBe(-1);
  });
});
