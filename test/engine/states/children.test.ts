import { describe, expect, it } from 'vitest';
import { beginChildren } from '../../../core/engine/begin-execution.ts';
import { decide } from '../../../core/engine/decide.ts';
import type { Event } from '../../../core/engine/events.ts';
import type { Json, JsonObject } from '../../../core/json.ts';
import { env, machineOf, reached, run, started } from '../one-transition.ts';

const each = (fields: JsonObject = {}): JsonObject => ({
  M: {
    Type: 'Map',
    ItemProcessor: { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } },
    ...fields,
    End: true,
  },
});
const both: JsonObject = {
  P: {
    Type: 'Parallel',
    Branches: [
      { StartAt: 'A', States: { A: { Type: 'Pass', End: true } } },
      { StartAt: 'B', States: { B: { Type: 'Fail', Error: 'E' } } },
    ],
    ResultPath: '$.r',
    End: true,
  },
};

async function childrenOf(states: JsonObject, input: Json) {
  const machine = machineOf(states);
  const env_ = { ...env, executionInput: input };
  const join = await decide(machine, started(machine, input), reached, env_);
  const children = await beginChildren(machine, { step: 1, state: join.state }, env_);
  return { machine, join, children };
}

describe('Map', () => {
  it('starts a child for every item, so many at a time', async () => {
    const { commands, history } = await run(each({ MaxConcurrency: 2 }), [1, 2, 3]);
    expect(commands).toEqual([{ type: 'StartChildren', count: 3, concurrency: 2 }]);
    expect(history).toEqual([{ type: 'MapStateStarted', details: { length: 3 } }]);
  });

  it('is done at once without items', async () => {
    const { state } = await run(each(), []);
    expect(state).toMatchObject({ status: 'SUCCEEDED', output: [] });
  });

  it('gives each child what ItemSelector makes of its item', async () => {
    const ItemSelector = { 'i.$': '$$.Map.Item.Index', 'v.$': '$$.Map.Item.Value', 'all.$': '$.n' };
    const { children } = await childrenOf(each({ ItemsPath: '$.items', ItemSelector }), {
      items: ['a', 'b'],
      n: 2,
    });
    expect(children.map(({ current }) => current?.input)).toEqual([
      { i: 0, v: 'a', all: 2 },
      { i: 1, v: 'b', all: 2 },
    ]);
  });

  it('makes the same children again from the same record', async () => {
    const { machine, join, children } = await childrenOf(
      each({ ItemSelector: { 'id.$': 'States.UUID()' } }),
      [1, 2],
    );
    const again = await beginChildren(machine, { step: 1, state: join.state }, env);
    expect(again).toEqual(children);
  });

  it('refuses what is no array', async () => {
    const { state } = await run(each(), { not: 'an array' });
    expect(state.failure?.cause).toContain(
      'Map state input must be an array but was: {"not":"an array"}',
    );
  });

  it('fails with the first child that fails and stops the others', async () => {
    const event: Event = { type: 'ChildFailed', index: 1, failure: { error: 'E' }, lastEventId: 9 };
    const { state, history, commands } = await run(each(), [1, 2], [reached, event]);
    expect(state).toMatchObject({ status: 'FAILED', failure: { error: 'E' }, lastEventId: 11 });
    expect(history.map(({ type }) => type)).toEqual(['MapStateFailed', 'ExecutionFailed']);
    expect(commands).toEqual([
      { type: 'StopChildren', step: 1, count: 2, concurrency: 2, failed: 1 },
      { type: 'CloseHead' },
    ]);
  });
});

describe('a child', () => {
  it('enters its first state when it starts, in the slot that it was given', async () => {
    const { machine, children } = await childrenOf(each(), ['x']);
    const child = children[0];
    if (!child) throw new Error('no child');
    const start: Event = { type: 'StateReached', slot: 0 };
    const { state, history, commands } = await decide(
      machine,
      { step: 0, state: child },
      start,
      env,
    );
    expect(history.map(({ type }) => type)).toEqual([
      'MapIterationStarted',
      'PassStateEntered',
      'PassStateExited',
      'MapIterationSucceeded',
    ]);
    expect(state).toMatchObject({ status: 'SUCCEEDED', output: 'x', child: { slot: 0 } });
    expect(commands).toEqual([{ type: 'ReportToParent', succeeded: true }]);
  });

  it('leaves no trace when its parent stops it', async () => {
    const { machine, children } = await childrenOf(each(), ['x']);
    const child = children[0];
    if (!child) throw new Error('no child');
    const stop: Event = { type: 'StopRequested', failure: {} };
    const { state, history, commands } = await decide(
      machine,
      { step: 0, state: child },
      stop,
      env,
    );
    expect([state.status, history, commands]).toEqual(['ABORTED', [], []]);
  });
});

describe('Parallel', () => {
  it('gives every branch the same input and its own place', async () => {
    const { children } = await childrenOf(both, { a: 1 });
    expect(children.map(({ id, current }) => [id, current?.name, current?.input])).toEqual([
      ['m:run/1.0', 'A', { a: 1 }],
      ['m:run/1.1', 'B', { a: 1 }],
    ]);
  });

  it('brings the outputs together in the order of the branches', async () => {
    const event: Event = { type: 'ChildrenCompleted', outputs: ['a', 'b'], lastEventId: 7 };
    const { state } = await run(both, { a: 1 }, [reached, event]);
    expect(state.output).toEqual({ a: 1, r: ['a', 'b'] });
  });
});
