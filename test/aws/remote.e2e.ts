/** The engine on a stack in an AWS account: what only a deployed stack can show. Run by `npm run test:aws`. */

import { randomUUID } from 'node:crypto';
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  ListExecutionsCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from '@aws-sdk/client-sfn';
import { afterAll, describe, expect, it } from 'vitest';
import { stackAt } from './remote-stack.ts';

const { sfn, startByHttp, callUnsigned } = stackAt(process.env.TREADLE_ENDPOINT ?? '');

const machines: string[] = [];
afterAll(async () => {
  for (const stateMachineArn of machines) {
    await sfn.send(new DeleteStateMachineCommand({ stateMachineArn }));
  }
});

/** Every kind of state that needs no function; its timeout makes a schedule, its Wait a delayed message. */
const TOUR = {
  StartAt: 'Count',
  TimeoutSeconds: 3600,
  States: {
    Count: {
      Type: 'Pass',
      Parameters: { 'n.$': 'States.ArrayLength($.items)' },
      ResultPath: '$.count',
      Next: 'Any?',
    },
    'Any?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.count.n', NumericGreaterThan: 0, Next: 'Rest' }],
      Default: 'Nothing',
    },
    Nothing: { Type: 'Fail', Error: 'Empty', Cause: 'There are no items.' },
    Rest: { Type: 'Wait', Seconds: 2, Next: 'Both' },
    Both: {
      Type: 'Parallel',
      End: true,
      Branches: [
        {
          StartAt: 'Each',
          States: {
            Each: {
              Type: 'Map',
              ItemsPath: '$.items',
              MaxConcurrency: 3,
              End: true,
              ItemProcessor: {
                StartAt: 'Add',
                States: {
                  Add: {
                    Type: 'Pass',
                    Parameters: { 'sum.$': 'States.MathAdd($, 1)' },
                    OutputPath: '$.sum',
                    End: true,
                  },
                },
              },
            },
          },
        },
        {
          StartAt: 'Total',
          States: { Total: { Type: 'Pass', InputPath: '$.count.n', End: true } },
        },
      ],
    },
  },
};

/** Waits longer than a message can be delayed, so that a schedule is made. */
const SLEEP = { StartAt: 'Sleep', States: { Sleep: { Type: 'Wait', Seconds: 7200, End: true } } };

async function create(definition: object): Promise<{ name: string; stateMachineArn: string }> {
  const name = `test-${randomUUID()}`;
  const { stateMachineArn = '' } = await sfn.send(
    new CreateStateMachineCommand({
      name,
      definition: JSON.stringify(definition),
      roleArn: 'arn:aws:iam::123456789012:role/unused',
    }),
  );
  machines.push(stateMachineArn);
  return { name, stateMachineArn };
}

async function start(stateMachineArn: string, input: string, name?: string): Promise<string> {
  const command = new StartExecutionCommand({ stateMachineArn, input, ...(name && { name }) });
  return (await sfn.send(command)).executionArn ?? '';
}

const describeExecution = (executionArn: string) =>
  sfn.send(new DescribeExecutionCommand({ executionArn }));

/** Asks until the execution has the status. */
async function reaches(executionArn: string, status: string): Promise<void> {
  await expect
    .poll(async () => (await describeExecution(executionArn)).status, {
      interval: 1000,
      timeout: 60_000,
    })
    .toBe(status);
}

async function historyOf(executionArn: string, maxResults: number): Promise<HistoryEvent[]> {
  const events: HistoryEvent[] = [];
  let nextToken: string | undefined;
  do {
    const page = await sfn.send(
      new GetExecutionHistoryCommand({
        executionArn,
        maxResults,
        ...(nextToken !== undefined && { nextToken }),
      }),
    );
    events.push(...(page.events ?? []));
    nextToken = page.nextToken;
  } while (nextToken !== undefined);
  return events;
}

describe('a deployed stack', () => {
  it('runs a workflow to its output, with a history that has no gap', async () => {
    const { stateMachineArn } = await create(TOUR);
    const execution = await start(stateMachineArn, '{"items":[1,2,3,4,5]}');
    await reaches(execution, 'SUCCEEDED');
    const { output = '' } = await describeExecution(execution);
    expect(JSON.parse(output)).toEqual([[2, 3, 4, 5, 6], 5]);
    const history = await historyOf(execution, 1000);
    expect(history.map(({ id }) => id)).toEqual(history.map((_, place) => place + 1));
    expect(history[0]?.type).toBe('ExecutionStarted');
    expect(history.at(-1)?.type).toBe('ExecutionSucceeded');
    expect(await historyOf(execution, 7)).toEqual(history);
  });

  it('fails an execution by its own error', async () => {
    const { stateMachineArn } = await create(TOUR);
    const execution = await start(stateMachineArn, '{"items":[]}');
    await reaches(execution, 'FAILED');
    expect(await describeExecution(execution)).toMatchObject({
      error: 'Empty',
      cause: 'There are no items.',
    });
  });

  it('starts one execution for one name, and stops it while it sleeps', async () => {
    const { stateMachineArn } = await create(SLEEP);
    const execution = await start(stateMachineArn, '{}', 'once');
    expect(await start(stateMachineArn, '{}', 'once')).toBe(execution);
    await sfn.send(new StopExecutionCommand({ executionArn: execution, error: 'Enough' }));
    await reaches(execution, 'ABORTED');
    const { executions } = await sfn.send(
      new ListExecutionsCommand({ stateMachineArn, statusFilter: 'ABORTED' }),
    );
    expect(executions?.map(({ executionArn }) => executionArn)).toEqual([execution]);
  });

  it('starts an execution by the HTTP route', async () => {
    const { name } = await create(TOUR);
    const started = await startByHttp(name, 'order-1', '{"items":[1]}');
    expect(started.status).toBe(201);
    const { executionArn } = (await started.json()) as { executionArn: string };
    await reaches(executionArn, 'SUCCEEDED');
    expect((await startByHttp(`${name}-gone`, 'order-1', '{}')).status).toBe(404);
  });

  it('answers nobody without a signature', async () => {
    expect((await callUnsigned()).status).toBe(403);
  });
});
