/** What is told of executions: that they run, and how they ended, at least once whatever dies. */

import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import type { Faults } from './faults.ts';
import { World } from './world.ts';

const PASS = { StartAt: 'A', States: { A: { Type: 'Pass', Result: 1, End: true } } };
const WAIT = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } };
const ARN = 'arn:aws:states:us-east-1:123456789012:execution:m:run';

async function run(definition: JsonObject, input: JsonObject, faults: Faults = {}) {
  const world = new World(faults);
  await world.createMachine('m', definition);
  await world.start('m', input);
  await world.run();
  return world;
}

describe('a status event', () => {
  it('tells of the start and of the end, as DescribeExecution does, with times in ms', async () => {
    const { told, now } = await run(PASS, { a: 1 });
    const common = {
      executionArn: ARN,
      stateMachineArn: 'arn:aws:states:us-east-1:123456789012:stateMachine:m',
      name: 'run',
      startDate: now,
      input: '{"a":1}',
      inputDetails: { included: true },
      error: null,
      cause: null,
    };
    expect(told.map(({ detail }) => detail)).toMatchObject([
      { ...common, status: 'RUNNING', stopDate: null, output: null, outputDetails: null },
      { ...common, status: 'SUCCEEDED', stopDate: now, output: '1' },
    ]);
  });

  it('tells of an execution that is stopped', async () => {
    const world = new World();
    await world.createMachine('m', WAIT);
    await world.stop(await world.start('m', {}));
    expect(world.told.map(({ detail }) => [detail.status, detail.error])).toEqual([
      ['RUNNING', null],
      ['ABORTED', 'Stopped'],
    ]);
  });

  it('tells whether the execution can be redriven, and why not', async () => {
    const { told } = await run({ StartAt: 'F', States: { F: { Type: 'Fail' } } }, {});
    const common = { redriveCount: 0, redriveDate: null };
    const running = 'Execution is RUNNING and cannot be redriven';
    expect(told.map(({ detail }) => detail)).toMatchObject([
      { ...common, redriveStatus: 'NOT_REDRIVABLE', redriveStatusReason: running },
      { ...common, redriveStatus: 'REDRIVABLE', redriveStatusReason: null },
    ]);
  });

  it('leaves out documents that are too large for an event', async () => {
    const { told } = await run(PASS, { a: 'x'.repeat(248 * 1024) });
    expect(told[0]?.detail).toMatchObject({ input: null, inputDetails: { included: false } });
  });

  it.each(['before', 'after'] as const)('is told whatever dies %s a port call', async (when) => {
    const calls = (await run(PASS, {})).portCalls;
    for (let call = 0; call < calls; call++) {
      const { told } = await run(PASS, {}, { crash: { call, when } });
      const statuses = new Set(told.map(({ detail }) => detail.status));
      expect([...statuses], `a crash ${when} call ${call}`).toEqual(['RUNNING', 'SUCCEEDED']);
    }
  });
});
