/** The commands that talk to an endpoint, at a local mode of their own. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LocalServer, startLocal } from '../../core/local/index.ts';
import { folderWith, inTerminal, machineOf, placeholder, treadle } from './treadle.ts';

let server: LocalServer;
let env: Record<string, string>;

const call = async (operation: string, request: object) => {
  const response = await fetch(server.url, {
    method: 'POST',
    headers: {
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `AWSStepFunctions.${operation}`,
    },
    body: JSON.stringify(request),
  });
  return response.json();
};
const arnOf = (machine: string) => `arn:aws:states:us-east-1:123456789012:stateMachine:${machine}`;
const startOf = (machine: string, name: string) =>
  call('StartExecution', { stateMachineArn: arnOf(machine), name, input: '{}' });

const folder = folderWith({
  'quick.asl.json': machineOf({ Type: 'Pass', Result: placeholder('Word'), End: true }),
  'slow.asl.yaml': 'StartAt: A\nStates:\n  A: { Type: Wait, Seconds: 3600, End: true }\n',
  'broken.asl.json': machineOf({ Type: 'Fail', Error: 'Broken', Cause: 'on purpose' }),
  'values.env': 'Word=hello\n',
});

beforeAll(async () => {
  server = await startLocal();
  env = { TREADLE_ENDPOINT: server.url };
});
afterAll(() => server.close());

describe('treadle deploy', () => {
  it('says which value is missing, and deploys nothing', async () => {
    const { code, stderr } = await treadle(['deploy', folder], { env });
    expect(stderr).toContain(`${placeholder('Word')} has no value: give it by --param Word=…`);
    expect(code).toBe(2);
    expect(await call('ListStateMachines', {})).toEqual({ stateMachines: [] });
  });

  it('shows what it would do, does it, and knows what is the same', async () => {
    const args = ['deploy', folder, '--env', `${folder}/values.env`];
    const lines = '+ broken  1 state\n+ quick  1 state\n+ slow  1 state\n';
    expect((await treadle([...args, '--dry-run'], { env })).stdout).toBe(lines);
    expect(await call('ListStateMachines', {})).toEqual({ stateMachines: [] });
    expect(await treadle(args, { env })).toMatchObject({ code: 0, stdout: lines });
    expect((await treadle(args, { env })).stdout).toBe('= broken\n= quick\n= slow\n');
    const changed = await treadle([...args, '-p', 'Word=bye', '--json'], { env });
    expect(JSON.parse(changed.stdout)[1]).toEqual({
      name: 'quick',
      action: 'update',
      changes: 'changed A',
      stateMachineArn: arnOf('quick'),
    });
  });

  it('deploys nothing where one is invalid', async () => {
    const bad = folderWith({
      'a.asl.json': machineOf({ Type: 'Pass', End: true }),
      'b.asl.json': machineOf({ Type: 'Pass' }),
    });
    const { code, stderr } = await treadle(['deploy', bad], { env });
    expect(stderr).toContain('Nothing was deployed.');
    expect(code).toBe(3);
  });
});

describe('executions', () => {
  it('are listed, and their histories shown', async () => {
    await startOf('quick', 'one');
    const followed = await treadle(['logs', '-f', 'quick:one'], { env });
    expect(followed.code).toBe(0);
    expect(followed.stdout).toMatch(
      /ExecutionStarted\n[\s\S]*PassStateEntered +A\n[\s\S]*ExecutionSucceeded\n$/,
    );
    const listed = await treadle(['ls', 'quick', '--json'], { env });
    expect(JSON.parse(listed.stdout)).toMatchObject([{ name: 'one', status: 'SUCCEEDED' }]);
    expect((await treadle(['ls'], { env })).stdout).toMatch(/^broken +STANDARD /);
  });

  it('tell by the exit code of logs how they ended', async () => {
    await startOf('broken', 'one');
    const { code, stdout } = await treadle(['logs', '-f', 'broken', '--json'], { env });
    expect(code).toBe(1);
    const last = stdout.trim().split('\n').at(-1) ?? '';
    expect(JSON.parse(last)).toMatchObject({
      type: 'ExecutionFailed',
      executionFailedEventDetails: { error: 'Broken', cause: 'on purpose' },
    });
  });

  it('are stopped, which ends with 5 whoever follows them', async () => {
    await startOf('slow', 'one');
    let stopping: Promise<unknown> | undefined;
    const { code } = await inTerminal(
      ['logs', '-f', 'slow:one', '--endpoint', server.url],
      (shown) => {
        if (shown.includes('WaitStateEntered')) {
          stopping ??= treadle(['stop', 'slow:one', '--error', 'Enough'], { env });
        }
      },
    );
    expect(code).toBe(5);
    expect(await stopping).toMatchObject({ code: 0 });
  });

  it('go on where they failed', async () => {
    await startOf('broken', 'two');
    await treadle(['logs', '-f', 'broken:two'], { env });
    const { code, stderr } = await treadle(['redrive', 'broken:two'], { env });
    expect(stderr).toContain('Goes on: ');
    expect(code).toBe(0);
  });

  it('go on, or begin anew in the middle, by a mended definition', async () => {
    const mended = folderWith({ 'm.asl.json': machineOf({ Type: 'Pass', End: true }) });
    const args = ['--definition', `${mended}/m.asl.json`, '--input', '{"n": 1.0}'];
    await startOf('broken', 'three');
    await treadle(['logs', '-f', 'broken:three'], { env });
    const forked = await treadle(['fork', 'broken:three', '--name', 'four', ...args], { env });
    expect(forked).toMatchObject({ code: 0, stderr: 'Begins at A\n' });
    expect(forked.stdout).toBe(`${arnOf('broken').replace('stateMachine', 'execution')}:four\n`);
    expect((await treadle(['logs', '-f', 'broken:four'], { env })).code).toBe(0);
    await treadle(['redrive', 'broken:three', ...args], { env });
    expect((await treadle(['logs', '-f', 'broken:three'], { env })).code).toBe(0);
    const slip = await treadle(['fork', 'broken:three', '--from', 'B'], { env });
    expect(slip).toMatchObject({ code: 2 });
    expect(slip.stderr).toContain('The execution never entered B.');
  });

  it('say what is meant where there is nothing of that name', async () => {
    const { code, stderr } = await treadle(['logs', 'quikc'], { env });
    expect(stderr).toContain('There is no state machine quikc');
    expect(stderr).toContain('Did you mean quick?');
    expect(code).toBe(2);
    const gone = await treadle(['stop', 'quick:none'], { env });
    expect(gone.stderr).toContain('ExecutionDoesNotExist');
    expect(gone.code).toBe(2);
  });
});

it('treadle doctor finds the endpoint', async () => {
  const { code, stdout } = await treadle(['doctor', '--json'], { env });
  expect(code).toBe(0);
  expect(JSON.parse(stdout)).toContainEqual({
    what: 'endpoint',
    state: 'good',
    detail: `${server.url}, 3 state machines`,
  });
});
