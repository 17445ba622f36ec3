/** Map: runs its processor once for every item, inline or in a Map Run. https://states-language.net/#map-state */

import { StatesError } from '../../asl/errors.ts';
import type { MapState } from '../../asl/types.ts';
import type { HistoryEvent } from '../history-event.ts';
import { joinChildren, startChildren } from './join.ts';
import { itemsOf, startsOf } from './map-items.ts';
import { countAtOnce, makeParts, partMade, readItems } from './map-parts.ts';
import { beginMapRun, isDistributed, joinMapRun, runChildren } from './map-run.ts';
import type { StateType } from './type.ts';
import { wholeNumber } from './whole-number.ts';

export const map: StateType<MapState> = {
  async enter(state, scope) {
    refuseUnsupported(state);
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
    if (mapRun) return runChildren(mapRun, children, history);
    if (children > 0) return startChildren('Map', children, Math.min(concurrency, children));
    return { type: 'done', result: [], history: [...history, { type: 'MapStateSucceeded' }] };
  },
  async resume(state, scope, event) {
    const { waiting } = scope.current;
    if (waiting?.for === 'items') return partMade(state, scope, waiting, event);
    if (waiting?.for !== 'children' || !waiting.mapRun) return joinChildren('Map', scope, event);
    return joinMapRun(scope, event);
  },
  async children(state, scope) {
    const source = isDistributed(state) ? { source: 'STATE_DATA' } : {};
    const items = await itemsOf(state, scope);
    const given = items.map((value) => ({ value, ...source }));
    return (await startsOf(state, scope, given, 0, true)).starts;
  },
};

function refuseUnsupported(state: MapState): void {
  if (state.ResultWriter === undefined) return;
  throw new StatesError(
    'States.Runtime',
    'This version of Treadle has no ResultWriter: the results of a Map are its output.',
  );
}
