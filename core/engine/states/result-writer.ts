/** ResultWriter: the results of a Map Run go to files, some in each step. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-resultwriter.html */

import type { MapState } from '../../asl/types.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { Event } from '../events.ts';
import type { ChildrenWait, MapRun, ResultFile, ResultsWait } from '../execution.ts';
import type { WriterConfig } from '../map-results.ts';
import { mapRunNameOf, parseMapRunName } from '../map-run-id.ts';
import { mapRunFailed, SUCCEEDED } from './map-run-end.ts';
import type { Reply, StateScope } from './type.ts';

type ResultsWritten = Extract<Event, { type: 'ResultsWritten' }>;

/** Whether the results of a state go to files. */
export function writesFiles({ ResultWriter }: MapState): boolean {
  return ResultWriter?.Resource !== undefined;
}

/** How the results are to look. A Map without a ResultWriter gives the bare outputs, one with files all that is known. */
export function writerConfigOf(state: MapState): WriterConfig {
  const given = state.ResultWriter?.WriterConfig;
  const config = isObject(given) ? given : {};
  const standard = writesFiles(state) && !isObject(given) ? 'NONE' : 'COMPACT';
  return {
    Transformation: (config.Transformation ?? standard) as WriterConfig['Transformation'],
    OutputType: (config.OutputType ?? 'JSON') as WriterConfig['OutputType'],
  };
}

/** Begins to write, when no child runs any more. @throws {StatesError} */
export async function beginWriting(
  state: MapState,
  scope: StateScope,
  mapRun: MapRun,
  { count, join = scope.step }: ChildrenWait,
): Promise<Reply> {
  const args = await scope.query.payload(state.ResultWriter ?? {}, scope.input, scope.data);
  const { Bucket, Prefix } = isObject(args) ? args : {};
  if (typeof Bucket !== 'string' || (Prefix !== undefined && typeof Prefix !== 'string')) {
    return writerFailed('The Bucket and the Prefix of a ResultWriter must be texts.');
  }
  const { uuid = '' } = parseMapRunName(mapRunNameOf(mapRun.arn)) ?? {};
  const folder = Prefix ? `${Prefix.replace(/\/$/, '')}/${uuid}` : uuid;
  return write({
    for: 'results',
    mapRun,
    join,
    count,
    bucket: Bucket,
    folder,
    ...writerConfigOf(state),
    next: 0,
    files: [],
    written: { executions: 0, items: 0 },
  });
}

/** What follows when some results have been written: more of them, or the end of the state. */
export function partWritten(waiting: ResultsWait, event: Event): Reply {
  if (event.type === 'ResultsFailed') return writerFailed(event.cause);
  if (event.type !== 'ResultsWritten') throw new Error(`no results come with ${event.type}`);
  const { bucket, folder, mapRun } = waiting;
  if (!event.isLast) return write(advanced(waiting, event));
  if (mapRun.failed) return mapRunFailed();
  const result: JsonObject = {
    MapRunArn: mapRun.arn,
    ResultWriterDetails: { Bucket: bucket, Key: `${folder}/manifest.json` },
  };
  return { type: 'done', result, history: SUCCEEDED };
}

/** The list of all files. */
export function manifestOf({ bucket, mapRun }: ResultsWait, files: ResultFile[]): Json {
  const ofKind = (kind: ResultFile['kind']) =>
    files.flatMap((file) => (file.kind === kind ? [{ Key: file.key, Size: file.length }] : []));
  return {
    DestinationBucket: bucket,
    MapRunArn: mapRun.arn,
    ResultFiles: {
      FAILED: ofKind('FAILED'),
      PENDING: ofKind('PENDING'),
      SUCCEEDED: ofKind('SUCCEEDED'),
    },
  };
}

function advanced(waiting: ResultsWait, { next, files, written }: ResultsWritten): ResultsWait {
  return { ...waiting, next, files: [...waiting.files, ...files], written };
}

function write(waiting: ResultsWait): Reply {
  return { type: 'waiting', waiting, commands: [{ type: 'WriteResults' }] };
}

function writerFailed(cause: string): Reply {
  return mapRunFailed({ error: 'States.ResultWriterFailed', cause });
}
