import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../../core/json.ts';
import { ApiWorld, PASS } from '../api-world.ts';

type Event = JsonObject & { id: number; previousEventId: number; type: string };

const pass = (name: string) => ({
  StartAt: name,
  States: { [name]: { Type: 'Pass', End: true } },
});

function mapOver(concurrency: number, processor: JsonObject = pass('P')): JsonObject {
  return {
    StartAt: 'M',
    States: {
      M: { Type: 'Map', MaxConcurrency: concurrency, ItemProcessor: processor, Next: 'Z' },
      Z: { Type: 'Pass', End: true },
    },
  };
}

async function finished(definition: JsonObject, input: Json = {}) {
  const world = new ApiWorld();
  const executionArn = await world.start(await world.createMachine('m', definition), input);
  await world.run();
  return { world, executionArn };
}

async function page(world: ApiWorld, query: JsonObject) {
  const { events, nextToken } = await world.call('GetExecutionHistory', query);
  return { events: events as Event[], nextToken };
}

async function allPages(world: ApiWorld, query: JsonObject): Promise<Event[][]> {
  const pages: Event[][] = [];
  let token: Json | undefined;
  do {
    const next = await page(world, token ? { ...query, nextToken: token } : query);
    pages.push(next.events);
    token = next.nextToken;
  } while (token);
  return pages;
}

const links = (events: Event[]) => events.map((e) => `${e.id} ${e.previousEventId} ${e.type}`);

describe('GetExecutionHistory', () => {
  it('shows events with their documents as text', async () => {
    const { world, executionArn } = await finished(PASS, { a: 1 });
    const { events } = await page(world, { executionArn });
    const input = { input: '{"a":1}', inputDetails: { truncated: false } };
    const output = { output: '{"a":1}', outputDetails: { truncated: false } };
    const timestamp = 1767225600.25;
    expect(events).toEqual([
      {
        id: 1,
        previousEventId: 0,
        type: 'ExecutionStarted',
        timestamp,
        executionStartedEventDetails: { ...input, roleArn: 'arn:aws:iam::123456789012:role/r' },
      },
      {
        id: 2,
        previousEventId: 0,
        type: 'PassStateEntered',
        timestamp,
        stateEnteredEventDetails: { name: 'A', ...input },
      },
      {
        id: 3,
        previousEventId: 2,
        type: 'PassStateExited',
        timestamp,
        stateExitedEventDetails: { name: 'A', ...output },
      },
      {
        id: 4,
        previousEventId: 3,
        type: 'ExecutionSucceeded',
        timestamp,
        executionSucceededEventDetails: output,
      },
    ]);
  });

  it('leaves the documents out when they are not wanted', async () => {
    const { world, executionArn } = await finished(PASS, { a: 1 });
    const { events } = await page(world, { executionArn, includeExecutionData: false });
    expect(events[2]?.stateExitedEventDetails).toEqual({ name: 'A' });
    expect(events[3]?.executionSucceededEventDetails).toEqual({});
  });

  it('merges the iterations of nested Maps', async () => {
    const inner = {
      StartAt: 'N',
      States: { N: { Type: 'Map', MaxConcurrency: 1, ItemProcessor: pass('P'), End: true } },
    };
    const { world, executionArn } = await finished(mapOver(1, inner), [[1, 2], []]);
    const { events } = await page(world, { executionArn });
    expect(links(events)).toEqual([
      '1 0 ExecutionStarted',
      '2 0 MapStateEntered',
      '3 2 MapStateStarted',
      '4 3 MapIterationStarted',
      '5 4 MapStateEntered',
      '6 5 MapStateStarted',
      '7 6 MapIterationStarted',
      '8 7 PassStateEntered',
      '9 8 PassStateExited',
      '10 9 MapIterationSucceeded',
      '11 9 MapIterationStarted',
      '12 11 PassStateEntered',
      '13 12 PassStateExited',
      '14 13 MapIterationSucceeded',
      '15 14 MapStateSucceeded',
      '16 14 MapStateExited',
      '17 16 MapIterationSucceeded',
      '18 16 MapIterationStarted',
      '19 18 MapStateEntered',
      '20 19 MapStateStarted',
      '21 20 MapStateSucceeded',
      '22 20 MapStateExited',
      '23 22 MapIterationSucceeded',
      '24 23 MapStateSucceeded',
      '25 23 MapStateExited',
      '26 25 PassStateEntered',
      '27 26 PassStateExited',
      '28 27 ExecutionSucceeded',
    ]);
  });

  it('links branches to the start of their Parallel, also when it is tried again and caught', async () => {
    const broken = { StartAt: 'F', States: { F: { Type: 'Fail', Error: 'E' } } };
    const { world, executionArn } = await finished({
      StartAt: 'Q',
      States: {
        Q: {
          Type: 'Parallel',
          Branches: [broken],
          Retry: [{ ErrorEquals: ['E'], MaxAttempts: 1 }],
          Catch: [{ ErrorEquals: ['E'], Next: 'Z' }],
          End: true,
        },
        Z: { Type: 'Pass', End: true },
      },
    });
    const { events } = await page(world, { executionArn });
    expect(links(events)).toEqual([
      '1 0 ExecutionStarted',
      '2 0 ParallelStateEntered',
      '3 2 ParallelStateStarted',
      '4 3 FailStateEntered',
      '5 4 ParallelStateStarted',
      '6 5 FailStateEntered',
      '7 6 ParallelStateFailed',
      '8 7 ParallelStateExited',
      '9 8 PassStateEntered',
      '10 9 PassStateExited',
      '11 10 ExecutionSucceeded',
    ]);
  });

  it.each([1, 2, 3, 7, 100])(
    'is the same in pages of %i, forward and in reverse',
    async (maxResults) => {
      const { world, executionArn } = await finished(mapOver(2), [1, 2, 3, 4, 5]);
      const whole = (await page(world, { executionArn, maxResults: 1000 })).events;
      expect(whole.map(({ id }) => id)).toEqual(whole.map((_, index) => index + 1));
      const forward = await allPages(world, { executionArn, maxResults });
      expect(forward.flat()).toEqual(whole);
      expect(forward.every((events) => events.length <= maxResults)).toBe(true);
      const reverse = await allPages(world, { executionArn, maxResults, reverseOrder: true });
      expect(reverse.flat()).toEqual(whole.toReversed());
    },
  );

  it('ends a page before it grows too large to answer', async () => {
    const { world, executionArn } = await finished(PASS, 'x'.repeat(3_000_000));
    const pages = await allPages(world, { executionArn });
    expect(pages.map((events) => events.length)).toEqual([1, 1, 1, 1]);
  });

  it('shows what there is while children still run', async () => {
    const waiting = { StartAt: 'W', States: { W: { Type: 'Wait', Seconds: 60, End: true } } };
    const world = new ApiWorld();
    const machine = await world.createMachine('m', mapOver(1, waiting));
    const executionArn = await world.start(machine, [1, 2]);
    await world.runUntil(world.now + 61_000);
    const { events, nextToken } = await page(world, { executionArn });
    expect(nextToken).toBeUndefined();
    expect(links(events).slice(3)).toEqual([
      '4 3 MapIterationStarted',
      '5 4 WaitStateEntered',
      '6 5 WaitStateExited',
      '7 6 MapIterationSucceeded',
      '8 6 MapIterationStarted',
      '9 8 WaitStateEntered',
    ]);
  });

  it('reads no more for a late page of a long history than for an early one', async () => {
    const loop = {
      StartAt: 'A',
      States: {
        A: { Type: 'Pass', Parameters: { 'n.$': 'States.MathAdd($.n, 1)' }, Next: 'C' },
        C: {
          Type: 'Choice',
          Choices: [{ Variable: '$.n', NumericLessThan: 2000, Next: 'A' }],
          Default: 'Z',
        },
        Z: { Type: 'Succeed' },
      },
    };
    const { world, executionArn } = await finished(loop, { n: 0 });
    const reads: number[] = [];
    let nextToken: Json | undefined;
    do {
      const before = world.recordsRead;
      const query = { executionArn, maxResults: 1000 };
      const answer = await page(world, nextToken ? { ...query, nextToken } : query);
      reads.push(world.recordsRead - before);
      nextToken = answer.nextToken;
    } while (nextToken);
    expect(reads).toHaveLength(9);
    // A later page also reads the record before it, which its first event points back to.
    expect(Math.max(...reads)).toBeLessThanOrEqual((reads[0] ?? 0) + 5);
  });
});
