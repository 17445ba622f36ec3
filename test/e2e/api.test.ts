import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  DescribeStateMachineCommand,
  DescribeStateMachineForExecutionCommand,
  ExecutionAlreadyExists,
  ExecutionDoesNotExist,
  GetExecutionHistoryCommand,
  InvalidArn,
  InvalidDefinition,
  InvalidExecutionInput,
  InvalidName,
  InvalidToken,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  paginateGetExecutionHistory,
  paginateListExecutions,
  StartExecutionCommand,
  StateMachineAlreadyExists,
  StateMachineDoesNotExist,
  StopExecutionCommand,
  UpdateStateMachineCommand,
  ValidateStateMachineDefinitionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import {
  createMachine,
  ended,
  expectWholeHistory,
  historyOf,
  ROLE,
  run,
  start,
  until,
} from './executions.ts';
import { startTreadle, type Treadle } from './treadle.ts';

const ACCOUNT = 'arn:aws:states:us-east-1:123456789012';
const pass = (result: string): JsonObject => ({
  StartAt: 'Only',
  States: { Only: { Type: 'Pass', Result: result, End: true } },
});
const sleep = (seconds: number, next: JsonObject): JsonObject => ({
  StartAt: 'Sleep',
  States: { Sleep: { Type: 'Wait', Seconds: seconds, Next: 'Only' }, Only: { ...next, End: true } },
});

let treadle: Treadle;

beforeAll(async () => {
  treadle = await startTreadle();
});

afterAll(() => treadle.stop());

it('says of a definition what is wrong with it, and where', async () => {
  const definition = JSON.stringify({ StartAt: 'A', States: { A: { Type: 'Pass', Next: 'B' } } });
  const request = new ValidateStateMachineDefinitionCommand({ definition });
  const { result, diagnostics } = await treadle.sfn.send(request);
  expect(result).toBe('FAIL');
  expect(diagnostics?.[0]).toMatchObject({ severity: 'ERROR', location: '/States/A/Next' });
});

describe('errors', () => {
  const machine = `${ACCOUNT}:stateMachine:nowhere`;
  const execution = `${ACCOUNT}:execution:nowhere:run`;
  const definition = JSON.stringify(pass('x'));

  it('come as the classes of the SDK', async () => {
    const { sfn } = treadle;
    const create = (fields: { name?: string; definition?: string; roleArn?: string }) =>
      sfn.send(
        new CreateStateMachineCommand({ name: 'errors', definition, roleArn: ROLE, ...fields }),
      );
    await expect(start(sfn, machine, {})).rejects.toBeInstanceOf(StateMachineDoesNotExist);
    await expect(
      sfn.send(new DescribeStateMachineCommand({ stateMachineArn: machine })),
    ).rejects.toBeInstanceOf(StateMachineDoesNotExist);
    await expect(
      sfn.send(new DescribeStateMachineCommand({ stateMachineArn: 'no-arn' })),
    ).rejects.toBeInstanceOf(InvalidArn);
    await expect(
      sfn.send(new DescribeExecutionCommand({ executionArn: execution })),
    ).rejects.toBeInstanceOf(ExecutionDoesNotExist);
    await expect(
      sfn.send(new StopExecutionCommand({ executionArn: execution })),
    ).rejects.toBeInstanceOf(ExecutionDoesNotExist);
    await expect(create({ name: 'not a name' })).rejects.toBeInstanceOf(InvalidName);
    await expect(create({ definition: '{"StartAt":"A"}' })).rejects.toBeInstanceOf(
      InvalidDefinition,
    );
    await create({});
    await expect(create({ definition: JSON.stringify(pass('y')) })).rejects.toBeInstanceOf(
      StateMachineAlreadyExists,
    );
    const made = `${ACCOUNT}:stateMachine:errors`;
    await expect(start(sfn, made, {}, 'not a name')).rejects.toBeInstanceOf(InvalidName);
    await expect(
      sfn.send(new ListExecutionsCommand({ stateMachineArn: made, nextToken: 'x' })),
    ).rejects.toBeInstanceOf(InvalidToken);
    const answer = sfn.send(new ListStateMachinesCommand({ maxResults: 1, nextToken: 'AAAA' }));
    await expect(answer).rejects.toBeInstanceOf(InvalidToken);
  });

  it('come for an input that is no JSON', async () => {
    const { sfn } = treadle;
    const made = await createMachine(sfn, 'input', pass('x'));
    const answer = sfn.send(new StartExecutionCommand({ stateMachineArn: made, input: '{' }));
    await expect(answer).rejects.toBeInstanceOf(InvalidExecutionInput);
  });
});

describe('starting', () => {
  it('by the same name and input is the same start while it runs, and a conflict afterwards', async () => {
    const { sfn } = treadle;
    const machine = await createMachine(sfn, 'idempotent', sleep(1, { Type: 'Pass' }));
    const starts = await Promise.all(
      Array.from({ length: 5 }, () => start(sfn, machine, { n: 1 }, 'once')),
    );
    expect(new Set(starts).size).toBe(1);
    const other = start(sfn, machine, { n: 2 }, 'once');
    await expect(other).rejects.toBeInstanceOf(ExecutionAlreadyExists);
    await ended(sfn, starts[0] ?? '');
    const late = start(sfn, machine, { n: 1 }, 'once');
    await expect(late).rejects.toBeInstanceOf(ExecutionAlreadyExists);
    const events = await historyOf(sfn, starts[0] ?? '');
    expect(events.filter(({ type }) => type === 'WaitStateEntered')).toHaveLength(1);
  });
});

describe('paging', () => {
  it('lists executions newest first, each once, by status', async () => {
    const { sfn } = treadle;
    const machine = await createMachine(sfn, 'paged', pass('x'));
    const arns: string[] = [];
    for (let n = 0; n < 7; n++) arns.push(await start(sfn, machine, { n }));
    await Promise.all(arns.map((arn) => ended(sfn, arn)));
    const query = { stateMachineArn: machine, statusFilter: 'SUCCEEDED' as const };
    // The list follows the end of an execution by a moment.
    const listed = await until('the list shows all', async () => {
      const found: string[][] = [];
      for await (const page of paginateListExecutions({ client: sfn, pageSize: 3 }, { ...query })) {
        found.push((page.executions ?? []).map(({ executionArn = '' }) => executionArn));
      }
      return found.flat().length === arns.length ? found : undefined;
    });
    expect(listed.map(({ length }) => length)).toEqual([3, 3, 1]);
    expect(listed.flat()).toEqual(arns.toReversed());
    const failed = new ListExecutionsCommand({ ...query, statusFilter: 'FAILED' });
    expect((await sfn.send(failed)).executions).toEqual([]);
  });

  it('reads a history by pages forwards and backwards', async () => {
    const { sfn } = treadle;
    const names = ['A', 'B', 'C', 'D'];
    const States = Object.fromEntries(
      names.map((name, i) => [
        name,
        { Type: 'Pass', ...(names[i + 1] ? { Next: names[i + 1] ?? '' } : { End: true }) },
      ]),
    );
    const end = await run(sfn, 'history', { StartAt: 'A', States });
    const executionArn = end.executionArn ?? '';
    const whole = await historyOf(sfn, executionArn);
    expectWholeHistory(whole, end);
    expect(whole).toHaveLength(10);
    expect(await historyOf(sfn, executionArn, 3)).toEqual(whole);
    const backwards: (number | undefined)[] = [];
    const request = { executionArn, reverseOrder: true };
    for await (const page of paginateGetExecutionHistory({ client: sfn, pageSize: 4 }, request)) {
      backwards.push(...(page.events ?? []).map(({ id }) => id));
    }
    expect(backwards).toEqual([10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    const bare = await sfn.send(
      new GetExecutionHistoryCommand({ executionArn, includeExecutionData: false }),
    );
    expect(bare.events?.[0]?.executionStartedEventDetails?.input).toBeUndefined();
  });
});

describe('stopping', () => {
  it('ends the execution with the error and cause that were given, once', async () => {
    const { sfn } = treadle;
    const machine = await createMachine(sfn, 'stopped', sleep(3600, { Type: 'Pass' }));
    const executionArn = await start(sfn, machine, {});
    const stop = new StopExecutionCommand({ executionArn, error: 'Enough', cause: 'no time' });
    const { stopDate } = await sfn.send(stop);
    const end = await ended(sfn, executionArn);
    expect(end).toMatchObject({ status: 'ABORTED', error: 'Enough', cause: 'no time', stopDate });
    const again = await sfn.send(new StopExecutionCommand({ executionArn, error: 'Other' }));
    expect(again.stopDate).toEqual(stopDate);
    const last = (await historyOf(sfn, executionArn)).at(-1);
    expect(last).toMatchObject({
      type: 'ExecutionAborted',
      executionAbortedEventDetails: { error: 'Enough', cause: 'no time' },
    });
  });
});

describe('updating', () => {
  it('leaves executions that run with the definition they were started by', async () => {
    const { sfn } = treadle;
    const old = sleep(2, { Type: 'Pass', Result: 'old' });
    const machine = await createMachine(sfn, 'updated', old);
    const before = await start(sfn, machine, {});
    const definition = JSON.stringify(pass('new'));
    const { revisionId } = await sfn.send(
      new UpdateStateMachineCommand({ stateMachineArn: machine, definition }),
    );
    expect(revisionId).toBeDefined();
    const after = await start(sfn, machine, {});
    expect((await ended(sfn, after)).output).toBe('"new"');
    expect((await ended(sfn, before)).output).toBe('"old"');
    const ranBy = await sfn.send(
      new DescribeStateMachineForExecutionCommand({ executionArn: before }),
    );
    expect(JSON.parse(ranBy.definition ?? '')).toEqual(old);
    const now = await sfn.send(new DescribeStateMachineCommand({ stateMachineArn: machine }));
    expect(now.definition).toBe(definition);
  });

  it('to nothing, by deleting it, ends what runs', async () => {
    const { sfn } = treadle;
    const machine = await createMachine(sfn, 'deleted', sleep(3600, { Type: 'Pass' }));
    const executionArn = await start(sfn, machine, {});
    await sfn.send(new DeleteStateMachineCommand({ stateMachineArn: machine }));
    await expect(start(sfn, machine, {})).rejects.toBeInstanceOf(StateMachineDoesNotExist);
    expect((await ended(sfn, executionArn)).status).toBe('ABORTED');
  });
});
