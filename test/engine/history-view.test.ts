import { describe, expect, it } from 'vitest';
import type { HistoryEventType } from '../../core/engine/history-event.ts';
import {
  cutStretches,
  linkEvents,
  linkJoin,
  mergeChildren,
  type Stretch,
} from '../../core/engine/history-view.ts';

function stretch(index: number, at: number, types: HistoryEventType[], more = {}): Stretch {
  const execution = `m:run/0.${index}`;
  return { execution, step: at, at, types, status: 'RUNNING', opensJoin: false, ...more };
}

const iteration = (index: number, slot: number, start: number, end: number) => [
  stretch(index, start, ['MapIterationStarted', 'PassStateEntered'], { slot }),
  stretch(index, end, ['PassStateExited', 'MapIterationSucceeded'], { slot, status: 'SUCCEEDED' }),
];

const order = (stretches: Stretch[]) =>
  stretches.map(({ execution, at }) => `${execution.split('.')[1]}@${at}`);

describe('linkEvents', () => {
  it('points the first state back to nothing, and every other event to the one before', () => {
    const types = ['ExecutionStarted', 'PassStateEntered', 'PassStateExited'] as const;
    expect(linkEvents([...types], 1, { last: 0 })).toEqual({
      previous: [0, 0, 2],
      chain: { last: 3 },
    });
  });

  it('points MapStateSucceeded and MapStateExited to the end of the last iteration', () => {
    const chain = { last: 4, ends: { last: 17 } };
    expect(linkEvents(['MapStateSucceeded', 'MapStateExited'], 18, chain).previous).toEqual([
      17, 17,
    ]);
  });

  it('points the failure of a Map, and a new attempt, to the last state event of the iteration', () => {
    const chain = { last: 5, ends: { last: 8, failed: 7 } };
    expect(linkEvents(['MapStateFailed', 'MapStateExited'], 9, chain).previous).toEqual([7, 9]);
    expect(linkEvents(['MapStateStarted'], 9, chain).previous).toEqual([7]);
  });

  it('points what stops a Map from outside to the start of the Map', () => {
    expect(linkEvents(['ExecutionAborted'], 9, { last: 5, ends: {} }).previous).toEqual([5]);
  });

  it('keeps how children ended until an event takes it up', () => {
    const chain = { last: 5, ends: { last: 8 } };
    expect(linkEvents([], 9, chain).chain).toEqual(chain);
  });
});

describe('mergeChildren', () => {
  it('orders by time, then by index', () => {
    const merged = mergeChildren([iteration(0, 0, 10, 30), iteration(1, 1, 10, 20)]);
    expect(order(merged)).toEqual(['0@10', '1@10', '1@20', '0@30']);
  });

  it('lets an iteration start after the one that left it its slot, whatever the clocks say', () => {
    const merged = mergeChildren([
      iteration(0, 0, 10, 30),
      iteration(1, 1, 10, 20),
      iteration(2, 0, 25, 40),
    ]);
    expect(order(merged)).toEqual(['0@10', '1@10', '1@20', '0@30', '2@25', '2@40']);
  });

  it('keeps the steps of one child in order when a clock goes back', () => {
    expect(order(mergeChildren([iteration(0, 0, 20, 10)]))).toEqual(['0@20', '0@10']);
  });
});

describe('cutStretches', () => {
  it('keeps all of the child whose failure ended the join', () => {
    const failed = stretch(1, 30, ['FailStateEntered', 'MapIterationFailed'], { status: 'FAILED' });
    const late = stretch(0, 20, ['PassStateExited', 'PassStateEntered']);
    const early = stretch(0, 10, ['MapIterationStarted', 'PassStateEntered']);
    expect(cutStretches([early, late, failed], 5, failed.execution)).toEqual([
      early,
      { ...late, types: ['PassStateExited'] },
      failed,
    ]);
  });

  it('cuts a child that has failed after the join was over', () => {
    const first = stretch(1, 30, ['FailStateEntered', 'MapIterationFailed'], { status: 'FAILED' });
    const later = stretch(0, 30, ['TaskStateAborted', 'MapIterationFailed'], { status: 'FAILED' });
    expect(cutStretches([later, first], 2, first.execution)).toEqual([first]);
  });
});

describe('linkJoin', () => {
  it('starts an iteration behind the last state event of the one that left it its slot', () => {
    const merged = mergeChildren([iteration(0, 0, 10, 20), iteration(1, 0, 20, 30)]);
    const { stretches, ends } = linkJoin(merged, 'm:run', { last: 3 }, 4);
    expect(stretches.map(({ firstId, previous }) => [firstId, previous])).toEqual([
      [4, [3, 4]],
      [6, [5, 6]],
      [8, [6, 8]],
      [10, [9, 10]],
    ]);
    expect(ends).toEqual({ last: 11 });
  });

  it('starts every branch at the start of the Parallel', () => {
    const branch = (index: number, at: number) => [
      stretch(index, at, ['PassStateEntered'], { slot: index }),
      stretch(index, at + 1, ['PassStateExited'], { slot: index, status: 'SUCCEEDED' }),
    ];
    const merged = mergeChildren([branch(0, 1), branch(1, 1)]);
    const { stretches, ends } = linkJoin(merged, 'm:run', { last: 3 }, 4);
    expect(stretches.map(({ previous }) => previous)).toEqual([[3], [3], [4], [5]]);
    expect(ends).toEqual({ last: 7 });
  });

  it('tells the last state event of the child that failed', () => {
    const failed = stretch(
      0,
      1,
      ['MapIterationStarted', 'FailStateEntered', 'MapIterationFailed'],
      {
        status: 'FAILED',
      },
    );
    expect(linkJoin([failed], 'm:run', { last: 3 }, 4).ends).toEqual({ last: 6, failed: 5 });
  });
});
