import { beforeEach, describe, expect, it } from 'vitest';
import type { EndpointAnswer } from '../../core/api/endpoint.ts';
import { forkByPath, redriveByPath } from '../../core/api/execution-endpoint.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import { ApiWorld } from './api-world.ts';

const MACHINE = 'arn:aws:states:us-east-1:123456789012:stateMachine:m';

/** Reads what is not there unless `path` is mended. */
const reads = (path: string): JsonObject => ({
  StartAt: 'Set',
  States: {
    Set: { Type: 'Pass', Assign: { kept: 'variable' }, Next: 'Read' },
    Read: { Type: 'Pass', InputPath: path, Next: 'Done' },
    Done: { Type: 'Pass', Parameters: { 'read.$': '$', 'kept.$': '$kept' }, End: true },
  },
});

const branches = (path: string): JsonObject => ({
  StartAt: 'Both',
  States: {
    Both: {
      Type: 'Parallel',
      Branches: [
        {
          StartAt: 'Id',
          States: { Id: { Type: 'Pass', Parameters: { 'id.$': 'States.UUID()' }, End: true } },
        },
        { StartAt: 'Read', States: { Read: { Type: 'Pass', InputPath: path, End: true } } },
      ],
      End: true,
    },
  },
});

let world: ApiWorld;
beforeEach(() => {
  world = new ApiWorld();
});

async function failed(definition: JsonObject, input: Json = { a: 1 }): Promise<string> {
  const arn = await world.start(await world.createMachine('m', definition), input);
  await world.run();
  expect((await describeExecution(arn)).status).toBe('FAILED');
  return arn;
}

const describeExecution = (executionArn: string) =>
  world.call('DescribeExecution', { executionArn });

function shown({ status, body, fault }: EndpointAnswer): JsonObject {
  if (fault) throw fault;
  return { status, ...(JSON.parse(body) as JsonObject) };
}

async function redrive(id: string, body: Json = {}): Promise<JsonObject> {
  const answer = shown(await redriveByPath(world.context, { id, body: JSON.stringify(body) }));
  await world.run();
  return answer;
}

async function fork(id: string, body: Json): Promise<JsonObject> {
  const answer = shown(await forkByPath(world.context, { id, body: JSON.stringify(body) }));
  await world.run();
  return answer;
}

async function eventsOf(executionArn: string): Promise<JsonObject[]> {
  return (await world.call('GetExecutionHistory', { executionArn })).events as JsonObject[];
}

describe('POST /executions/{id}/redrive', () => {
  it('goes on by an edited definition, which only this execution has', async () => {
    const arn = await failed(reads('$.missing'));
    const definition = reads('$.a');
    expect(await redrive('m:run', { definition })).toMatchObject({
      status: 200,
      executionArn: arn,
    });
    expect(await describeExecution(arn)).toMatchObject({
      status: 'SUCCEEDED',
      output: '{"read":1,"kept":"variable"}',
      redriveCount: 1,
    });
    const used = await world.call('DescribeStateMachineForExecution', { executionArn: arn });
    expect(JSON.parse(String(used.definition))).toEqual(definition);
    const machine = await world.call('DescribeStateMachine', { stateMachineArn: MACHINE });
    expect(JSON.parse(String(machine.definition))).toEqual(reads('$.missing'));
  });

  it('takes a definition as text, and the ARN as the id', async () => {
    const arn = await failed(reads('$.missing'));
    await redrive(arn, { definition: JSON.stringify(reads('$.a')) });
    expect((await describeExecution(arn)).status).toBe('SUCCEEDED');
  });

  it('runs the state with another input, and says so in the history', async () => {
    const arn = await failed(reads('$.b'));
    await redrive(arn, { input: { b: 'mended' } });
    expect((await describeExecution(arn)).output).toBe('{"read":"mended","kept":"variable"}');
    const events = await eventsOf(arn);
    expect(events.find(({ type }) => type === 'ExecutionRedriven')).toMatchObject({
      executionRedrivenEventDetails: { redriveCount: 1, input: '{"b":"mended"}' },
    });
    expect((await describeExecution(arn)).input).toBe('{"a":1}');
  });

  it('mends a branch, and keeps what the other has brought', async () => {
    const arn = await failed(branches('$.missing'));
    const idOf = async () => {
      const exits = (await eventsOf(arn)).map(({ stateExitedEventDetails: exit }) => exit);
      return exits.flatMap((exit) =>
        (exit as JsonObject)?.name === 'Id' ? [(exit as JsonObject).output] : [],
      );
    };
    const ids = await idOf();
    await redrive(arn, { definition: branches('$.a') });
    expect((await describeExecution(arn)).output).toBe(`[${ids[0]},1]`);
    expect(await idOf()).toEqual(ids);
  });

  it('runs all branches anew with another input', async () => {
    const arn = await failed(branches('$.b'));
    await redrive(arn, { input: { b: 2 } });
    expect(String((await describeExecution(arn)).output)).toMatch(/^\[\{"id":"[^"]+"\},2\]$/);
  });

  it('knows its token, and refuses what has succeeded', async () => {
    await failed(reads('$.missing'));
    const first = await redrive('m:run', { input: { missing: 1 }, clientToken: 'c' });
    expect(await redrive('m:run', { input: { missing: 1 }, clientToken: 'c' })).toEqual(first);
    expect(await redrive('m:run')).toMatchObject({
      status: 409,
      type: 'urn:treadle:ExecutionNotRedrivable',
      detail: expect.stringContaining('Execution is SUCCEEDED and cannot be redriven'),
    });
  });

  it.each<[string, Json, string]>([
    ['text', 'x', 'The body must be a JSON object.'],
    [
      'unknown members',
      { inputs: 1 },
      'The body takes definition, input, clientToken, and no "inputs".',
    ],
    [
      'a token with a space',
      { clientToken: 'a b' },
      'clientToken must be 1 to 64 printable ASCII characters.',
    ],
    [
      'a definition that is none',
      { definition: 1 },
      'definition must be a state machine definition: an object, or its text.',
    ],
    [
      'a definition without the state',
      { definition: { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } } },
      "The execution stands at the state 'Read', which the edited definition does not have at its top level.",
    ],
  ])('refuses %s', async (_, body, detail) => {
    await failed(reads('$.missing'));
    expect(await redrive('m:run', body)).toMatchObject({ status: 400, detail });
    expect((await world.store.latest('m:run'))?.state.redrive).toBeUndefined();
  });

  it('refuses a definition that is wrong, in the words of CreateStateMachine', async () => {
    await failed(reads('$.missing'));
    const definition = { StartAt: 'X', States: {} };
    expect(await redrive('m:run', { definition })).toMatchObject({
      status: 400,
      type: 'urn:treadle:InvalidDefinition',
    });
  });

  it('refuses branches that have lost a state on which one may stand', async () => {
    await failed(branches('$.missing'));
    const edited = JSON.parse(
      JSON.stringify(branches('$.a')).replaceAll('"Read"', '"Other"'),
    ) as Json;
    expect(await redrive('m:run', { definition: edited })).toMatchObject({
      status: 400,
      detail: expect.stringContaining("does not have the state 'Read'"),
    });
    await redrive('m:run', { definition: edited, input: { a: 5 } });
    const arn = 'arn:aws:states:us-east-1:123456789012:execution:m:run';
    expect((await describeExecution(arn)).status).toBe('SUCCEEDED');
  });

  it('knows no execution of another name', async () => {
    expect(await redrive('m:none')).toMatchObject({
      status: 404,
      type: 'urn:treadle:ExecutionDoesNotExist',
    });
    expect(await redrive('nonsense')).toMatchObject({ status: 404 });
  });
});

describe('POST /executions/{id}/fork', () => {
  it('starts another execution at a step, with its input and variables', async () => {
    const arn = await failed(reads('$.missing'));
    const { eventId } = { eventId: (await eventsOf(arn)).length };
    const forked = await fork('m:run', { eventId, name: 'fork', input: { missing: 'given' } });
    expect(forked).toMatchObject({
      status: 201,
      executionArn: arn.replace(/run$/, 'fork'),
      forkedFrom: { executionArn: arn, eventId, state: 'Read' },
    });
    expect(await describeExecution(String(forked.executionArn))).toMatchObject({
      status: 'SUCCEEDED',
      input: '{"a":1}',
      output: '{"read":"given","kept":"variable"}',
      forkedFrom: { executionArn: arn, eventId },
    });
    const [started, entered] = await eventsOf(String(forked.executionArn));
    expect(started).toMatchObject({
      executionStartedEventDetails: { input: '{"a":1}', forkedFrom: { executionArn: arn } },
    });
    expect(entered).toMatchObject({
      type: 'PassStateEntered',
      stateEnteredEventDetails: { name: 'Read', input: '{"missing":"given"}' },
    });
    expect((await describeExecution(arn)).status).toBe('FAILED');
  });

  it.each([
    [1, 'Set'],
    [2, 'Set'],
    [3, 'Read'],
    [4, 'Read'],
    [5, 'Read'],
  ])('finds the step of event %i: the state %s', async (eventId, state) => {
    await failed(reads('$.missing'));
    expect(await fork('m:run', { eventId })).toMatchObject({ forkedFrom: { state } });
  });

  it('finds the step that made the children for an event of theirs', async () => {
    const arn = await failed(branches('$.missing'));
    const events = await eventsOf(arn);
    const inside = events.find(({ type }) => type === 'PassStateExited');
    const body = { eventId: inside?.id ?? 0, input: { missing: true } };
    const forked = await fork(arn, body);
    expect(forked).toMatchObject({ forkedFrom: { state: 'Both' } });
    expect((await describeExecution(String(forked.executionArn))).status).toBe('SUCCEEDED');
  });

  it('takes another definition', async () => {
    await failed(reads('$.missing'));
    const forked = await fork('m:run', { step: 0, definition: reads('$.a') });
    expect((await describeExecution(String(forked.executionArn))).status).toBe('SUCCEEDED');
  });

  it('starts one execution for a name, and nothing for a name that is taken', async () => {
    await failed({
      StartAt: 'A',
      States: { A: { Type: 'Wait', Seconds: 9, Next: 'B' }, B: { Type: 'Fail' } },
    });
    const body = JSON.stringify({ step: 0, name: 'fork' });
    const once = shown(await forkByPath(world.context, { id: 'm:run', body }));
    expect(shown(await forkByPath(world.context, { id: 'm:run', body }))).toEqual(once);
    expect(await fork('m:run', { step: 1, name: 'fork' })).toMatchObject({
      status: 409,
      type: 'urn:treadle:ExecutionAlreadyExists',
    });
    expect(await fork('m:run', { step: 0, name: 'run' })).toMatchObject({ status: 409 });
  });

  it('redrives a fork', async () => {
    await failed(reads('$.missing'));
    await fork('m:run', { step: 1, name: 'fork' });
    await redrive('m:fork', { input: { missing: 2 } });
    expect((await world.store.latest('m:fork'))?.state.status).toBe('SUCCEEDED');
  });

  it.each<[Json, string]>([
    [{}, 'Give either step or eventId: where in the execution the fork begins.'],
    [
      { step: 0, eventId: 1 },
      'Give either step or eventId: where in the execution the fork begins.',
    ],
    [{ step: -1 }, 'step must be a whole number from 0 on.'],
    [{ eventId: 99 }, 'The execution has no such history event yet: the last is 5.'],
    [{ step: 99 }, 'The execution has no such step yet: the last is 2.'],
    [{ step: 0, name: 'a b' }, "Invalid Name: 'a b'"],
  ])('refuses %j', async (body, detail) => {
    await failed(reads('$.missing'));
    expect(await fork('m:run', body)).toMatchObject({ status: 400, detail });
  });

  it('has nothing left after a success', async () => {
    const arn = await world.start(await world.createMachine());
    await world.run();
    const { length } = await eventsOf(arn);
    expect(await fork('m:run', { eventId: length })).toMatchObject({
      status: 409,
      type: 'urn:treadle:NothingToFork',
    });
  });

  it('needs the state machine', async () => {
    await failed(reads('$.missing'));
    await world.context.runtime.ports.machines.markDeleting('m');
    expect(await fork('m:run', { step: 0 })).toMatchObject({
      status: 409,
      type: 'urn:treadle:StateMachineDeleting',
    });
    await world.call('DeleteStateMachine', { stateMachineArn: MACHINE });
    expect(await fork('m:run', { step: 0 })).toMatchObject({
      status: 404,
      type: 'urn:treadle:StateMachineDoesNotExist',
    });
  });
});
