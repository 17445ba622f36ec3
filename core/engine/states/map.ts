/** Map: runs its processor once for every item, inline or in a Map Run. https://states-language.net/#map-state */

import type { MapState } from '../../asl/types.ts';
import type { HistoryEvent } from '../history-event.ts';
import { joinChildren, startChildren } from './join.ts';
import { itemsOf, startsOf } from './map-items.ts';
import { countAtOnce, makeParts, partMade, readItems } from './map-parts.ts';
import { beginMapRun, isDistributed, joinMapRun, runChildren } from './map-run.ts';
import { partWritten } from './result-writer.ts';
import type { StateType } from './type.ts';
import { wholeNumber } from './whole-number.ts';

export const map: StateType<MapState> = {
  async enter(state, scope) {
    const distributed = isDistributed(state);
    if (distributed && state.ItemReader) return readItems(state.ItemReader, state, scope);
    const concurrency = (await wholeNumber(state, 'MaxConcurrency', 0, scope)) || Infinity;
    const { items, children } = await countAtOnce(state, scope);
    // AWS counts the iterations of an inline Map, and of a Map Run what its children are made of.
    const length = distributed || children === undefined ? items : children;
    const history: HistoryEvent[] = [{ type: 'MapStateStarted', details: { length } }];
    const mapRun = distributed ? await beginMapRun(state, scope, history) : undefined;
    if (mapRun && 'type' in mapRun) return mapRun;
    if (children === undefined) return makeParts(scope, history, mapRun);
    if (mapRun) return runChildren(state, scope, mapRun, children, history);
    if (children > 0) return startChildren('Map', children, Math.min(concurrency, children));
    return { type: 'done', result: [], history: [...history, { type: 'MapStateSucceeded' }] };
  },
  async resume(state, scope, event) {
    const { waiting } = scope.current;
    if (waiting?.for === 'items') return partMade(state, scope, waiting, event);
    if (waiting?.for === 'results') return partWritten(waiting, event);
    if (waiting?.for !== 'children' || !waiting.mapRun) return joinChildren('Map', scope, event);
    return joinMapRun(state, scope, waiting, waiting.mapRun, event);
  },
  async children(state, scope) {
    const source = isDistributed(state) ? { source: 'STATE_DATA' } : {};
    const items = await itemsOf(state, scope);
    const given = items.map((value) => ({ value, ...source }));
    return (await startsOf(state, scope, given, 0, true)).starts;
  },
};
