/** Test cases in local mode: the file, the flag, the variable, and what is said when the file is of no use. */

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { createMachine, ended, start } from './executions.ts';
import { startTreadle } from './treadle.ts';

const folder = mkdtempSync(join(tmpdir(), 'treadle-mocks-'));
const file = join(folder, 'MockConfigFile.json');
const definition = {
  StartAt: 'Charge',
  States: {
    Charge: {
      Type: 'Task',
      Resource: 'arn:aws:states:::glue:startJobRun.sync',
      Parameters: { JobName: 'charge' },
      Retry: [{ ErrorEquals: ['Glue.Busy'], IntervalSeconds: 1, MaxAttempts: 1 }],
      End: true,
    },
  },
};
const responses = {
  BusyOnce: {
    '0': { Throw: { Error: 'Glue.Busy', Cause: 'later' } },
    '1': { Return: { JobRunState: 'SUCCEEDED' } },
  },
};

afterAll(() => rmSync(folder, { recursive: true }));

describe('test cases', () => {
  it.each(['flag', 'variable'])('are read from the file that the %s names', async (way) => {
    const config = {
      StateMachines: { charge: { TestCases: { BusyOnce: { Charge: 'BusyOnce' } } } },
      MockedResponses: responses,
    };
    writeFileSync(file, JSON.stringify(config));
    const treadle = await startTreadle(
      way === 'flag'
        ? { flags: ['--memory', '--mock', file] }
        : { environment: { SFN_MOCK_CONFIG: file } },
    );
    const machine = await createMachine(treadle.sfn, 'charge', definition);
    const execution = await start(treadle.sfn, `${machine}#BusyOnce`, {});
    const { status, output } = await ended(treadle.sfn, execution);
    expect({ status, output }).toEqual({
      status: 'SUCCEEDED',
      output: '{"JobRunState":"SUCCEEDED"}',
    });
    await treadle.stop();
  });

  it('are refused before anything starts', async () => {
    writeFileSync(file, '{"StateMachines":{"charge":{}}}');
    await expect(startTreadle({ flags: ['--memory', '--mock', file] })).rejects.toThrow(
      `it ended with 2 before it listened: treadle: The mock configuration ${file} cannot be used: StateMachines.charge.TestCases is missing`,
    );
  });
});
