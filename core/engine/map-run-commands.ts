/** What becomes of a Map Run by a step of the execution that runs it: the commands which keep its beginning and its end. */

import type { Outcome } from './attempt.ts';
import type { Command } from './commands.ts';
import type { Current, MapRun, Waiting } from './execution.ts';
import type { HistoryEvent } from './history-event.ts';

/** The commands about Map Runs that follow from how a state has gone on. */
export function mapRunCommands(before: Current, outcome: Outcome): Command[] {
  const known = mapRunIn(before.waiting);
  const kept = outcome.type === 'waiting' ? mapRunIn(outcome.waiting) : undefined;
  if (kept) return kept.arn === known?.arn ? [] : [{ type: 'OpenMapRun', mapRun: kept }];
  const begun = outcome.history?.find(({ type }) => type === 'MapRunStarted')?.details?.mapRunArn;
  const arn = known?.arn ?? begun;
  if (arn === undefined) return [];
  const status = outcome.type === 'done' ? 'SUCCEEDED' : 'FAILED';
  return [
    ...(known ? [] : [{ type: 'OpenMapRun', mapRun: { arn } } as const]),
    { type: 'CloseMapRun', arn, status, ...redrivesOf(known) },
  ];
}

/** The end of the Map Run that an execution waits for when it is ended from outside. */
export function abortMapRun(current: Current | undefined): {
  history: HistoryEvent[];
  commands: Command[];
} {
  const mapRun = mapRunIn(current?.waiting);
  if (!mapRun) return { history: [], commands: [] };
  return {
    history: [{ type: 'MapRunAborted' }],
    commands: [{ type: 'CloseMapRun', arn: mapRun.arn, status: 'ABORTED', ...redrivesOf(mapRun) }],
  };
}

function mapRunIn(waiting: Waiting | undefined): MapRun | undefined {
  return waiting && 'mapRun' in waiting ? waiting.mapRun : undefined;
}

/** What tells the end of a Map Run from that of the run before. */
function redrivesOf(mapRun: MapRun | undefined): Pick<MapRun, 'redrives'> {
  return mapRun?.redrives === undefined ? {} : { redrives: mapRun.redrives };
}
