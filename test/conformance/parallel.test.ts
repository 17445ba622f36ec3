/** Recordings with a Parallel state: their events are sorted, so ours are looked for among their neighbours. */

import { describe, expect, it } from 'vitest';
import { isObject, type Json } from '../../core/json.ts';
import { differences } from '../../scripts/conformance/differences.ts';
import { fitTo } from '../../scripts/conformance/fit-to.ts';
import { newNames } from '../../scripts/conformance/names.ts';
import { shuffleParallel } from '../../scripts/conformance/parallel.ts';

const history = (...types: string[]): Json[] =>
  types.map((type, i) => ({ id: i + 1, previousEventId: i, type }));

const outline = (events: Json[]): Json[] =>
  events.map((event) => (isObject(event) ? [event.id ?? 0, event.type ?? ''] : event));

describe('shuffleParallel', () => {
  it('takes the ids of the events in the branches and drops the end of the state', () => {
    const events = history(
      'ParallelStateEntered',
      'ParallelStateStarted',
      'PassStateEntered',
      'PassStateExited',
      'ParallelStateSucceeded',
      'ParallelStateExited',
      'ExecutionSucceeded',
    );
    expect(outline(shuffleParallel(events))).toEqual([
      [1, 'ParallelStateEntered'],
      [2, 'ParallelStateStarted'],
      [[0], 'PassStateEntered'],
      [[0], 'PassStateExited'],
      [6, 'ParallelStateExited'],
      [7, 'ExecutionSucceeded'],
    ]);
  });

  it('drops the ends of nested states with what lies between them', () => {
    const events = history(
      'ParallelStateStarted',
      'ParallelStateEntered',
      'ParallelStateStarted',
      'PassStateEntered',
      'ParallelStateSucceeded',
      'ParallelStateExited',
      'ParallelStateSucceeded',
      'ParallelStateExited',
      'ExecutionSucceeded',
    );
    expect(outline(shuffleParallel(events))).toEqual([
      [1, 'ParallelStateStarted'],
      [[0], 'ParallelStateEntered'],
      [3, 'ParallelStateStarted'],
      [[0], 'PassStateEntered'],
      [8, 'ParallelStateExited'],
      [9, 'ExecutionSucceeded'],
    ]);
  });
});

describe('fitting shuffled events', () => {
  const event = (type: string, requestId: string): Json => ({ id: [0], type, requestId });

  it('finds each of them in any order', () => {
    const recorded = [event('A', '<x:1>'), event('B', '<x:2>'), { id: 4, type: 'C' }];
    const ours = [event('B', 'b'), event('A', 'a'), { id: 4, type: 'C' }];
    expect(fitTo(recorded, ours, newNames([], ''))).toEqual(recorded);
  });

  it('reports one that is missing', () => {
    const recorded = [event('A', '1'), event('B', '2')];
    const ours = fitTo(recorded, [event('B', '2'), event('C', '3')], newNames([], ''));
    expect(differences(recorded, ours)).not.toEqual([]);
  });
});
