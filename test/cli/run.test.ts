import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { folderWith, inTerminal, machineOf, treadle } from './treadle.ts';

const LAMBDA = 'arn:aws:lambda:us-east-1:123456789012:function:pay';
const SAGA = [
  'examples/order-saga/definition.asl.json',
  '--input',
  '@examples/order-saga/input.json',
];
const OUTPUT = '{"orderId":"o-1001","status":"COMPLETED","trackingNumber":"TRACK-o-1001"}';

const folder = folderWith({
  'pass.asl.json': machineOf({ Type: 'Pass', End: true }),
  'fail.asl.yaml': 'StartAt: A\nStates:\n  A: { Type: Fail, Error: Broken, Cause: on purpose }\n',
  'late.asl.json': machineOf({ Type: 'Wait', Seconds: 60, End: true }, { TimeoutSeconds: 1 }),
  'long.asl.json': machineOf({ Type: 'Wait', Seconds: 3600, End: true }),
  'task.asl.json': machineOf({
    Type: 'Task',
    Resource: LAMBDA,
    Retry: [{ ErrorEquals: ['Busy'], IntervalSeconds: 100 }],
    End: true,
  }),
  'wrong.asl.json': machineOf({ Type: 'Pass', Next: 'B' }),
  'text.asl.json': '{ "StartAt": ',
  'input.json': '{"n": 1.0}',
  'mocks.json': {
    StateMachines: {
      task: { TestCases: { Paid: { A: 'Twice' } } },
      other: { TestCases: { Paid: { A: 'Twice' }, Alone: { A: 'Twice' } } },
    },
    MockedResponses: {
      Twice: { '0': { Throw: { Error: 'Busy' } }, '1': { Return: { paid: true } } },
    },
  },
});
const file = (name: string) => join(folder, name);

describe('in a pipe', () => {
  it('prints the output and nothing else, and progress beside it', async () => {
    const { code, stdout, stderr } = await treadle(['run', ...SAGA]);
    expect(stdout).toBe(`${OUTPUT}\n`);
    expect(stderr).toContain('→ Charge card');
    expect(stderr).toContain('✗ PaymentUnavailable: the payment service is down for a moment');
    expect(stderr).not.toContain('\u001b');
    expect(code).toBe(0);
  });

  it('takes the input from standard input, and hands its numbers on as they were written', async () => {
    const ran = await treadle(['run', file('pass.asl.json'), '--input', '-'], {
      input: '{"n": 1.0}',
    });
    expect(ran.stdout).toBe('{"n": 1.0}\n');
    const read = await treadle([
      'run',
      file('pass.asl.json'),
      '-i',
      `@${file('input.json')}`,
      '-q',
    ]);
    expect(read).toEqual({ code: 0, stdout: '{"n": 1.0}\n', stderr: '' });
  });

  it('lets no time pass where it is told to', async () => {
    const { code, stdout } = await treadle(['run', file('long.asl.json'), '--skip-time', '--json']);
    expect(JSON.parse(stdout)).toEqual({ status: 'SUCCEEDED', output: {}, seconds: 3600 });
    expect(code).toBe(0);
  });

  it('runs by a test case', async () => {
    const mock = `${file('mocks.json')}#Paid`;
    const { stdout, code } = await treadle([
      'run',
      file('task.asl.json'),
      '--mock',
      mock,
      '--skip-time',
    ]);
    expect(stdout).toBe('{"paid":true}\n');
    expect(code).toBe(0);
    const only = `${file('mocks.json')}#Alone`;
    expect(
      await treadle(['run', file('task.asl.json'), '--mock', only, '--skip-time']),
    ).toMatchObject({
      code: 0,
      stdout: '{"paid":true}\n',
    });
  });

  it('prints the events as they happen', async () => {
    const { stdout } = await treadle(['run', file('pass.asl.json'), '--events', 'ndjson']);
    const events = stdout
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(events.map(({ type }) => type)).toEqual([
      'ExecutionStarted',
      'PassStateEntered',
      'PassStateExited',
      'ExecutionSucceeded',
    ]);
  });
});

describe('the exit code', () => {
  it.each([
    ['0 where it succeeds', ['pass.asl.json'], 0, ''],
    ['1 where it fails', ['fail.asl.yaml'], 1, 'FAILED Broken: on purpose'],
    ['2 where the call is wrong', ['pass.asl.json', '--inptu', '1'], 2, 'Did you mean --input?'],
    ['2 where there is no such file', ['none.asl.json'], 2, 'There is no file'],
    ['2 where the input is no JSON', ['pass.asl.json', '--input', '{"a": }'], 2, '> 1 | {"a": }'],
    [
      '2 where nothing answers a Task',
      ['task.asl.json'],
      2,
      "State 'A' calls lambda:invoke, and nothing answers it.",
    ],
    [
      '3 where the definition is invalid',
      ['wrong.asl.json'],
      3,
      "Missing 'Next' target: B at /States/A/Next",
    ],
    ['3 where it is no JSON', ['text.asl.json'], 3, 'text.asl.json:1:'],
    ['4 where it times out', ['late.asl.json', '--skip-time'], 4, 'TIMED_OUT'],
  ])('is %s', async (_, [name = '', ...args], code, said) => {
    const ran = await treadle(['run', file(name), ...args]);
    expect(ran.stderr).toContain(said);
    expect(ran.code).toBe(code);
  });

  it('is 2 where there is no such test case, and it says which there are', async () => {
    const ran = await treadle([
      'run',
      file('task.asl.json'),
      '--mock',
      `${file('mocks.json')}#None`,
    ]);
    expect(ran.stderr).toContain('has no test case None, only task#Paid, other#Paid, other#Alone.');
    expect(ran.code).toBe(2);
  });
});

describe('in a terminal', () => {
  it('draws the states as a tree, again and again', async () => {
    const { code, shown } = await inTerminal(['run', ...SAGA]);
    expect(shown).toContain('\u001b[1A\r\u001b[J');
    expect(shown).toContain('\u001b[32m✓\u001b[39m Order completed');
    expect(shown.trimEnd().endsWith(OUTPUT)).toBe(true);
    expect(code).toBe(0);
  });

  it('leaves colours out for NO_COLOR', async () => {
    const { shown } = await inTerminal(['run', ...SAGA], undefined, { NO_COLOR: '1' });
    expect(shown).toContain('✓ Order completed');
    expect(shown).not.toContain('\u001b[32m');
  });

  it('ends with 130 at Ctrl-C', async () => {
    let typed = false;
    const { code, shown } = await inTerminal(['run', file('long.asl.json')], (soFar, type) => {
      if (typed || !soFar.includes('◷')) return;
      typed = true;
      type('\u0003');
    });
    expect(shown).toContain('Interrupted: by Ctrl-C');
    expect(code).toBe(130);
  });
});
