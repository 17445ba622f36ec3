/** Writes some of the results of a Map Run to S3. */

import type { Event } from '../engine/events.ts';
import type { ResultFile, ResultsWait } from '../engine/execution.ts';
import {
  type EndedChild,
  fileName,
  kindOf,
  printResults,
  type ResultKind,
  resultsOf,
} from '../engine/map-results.ts';
import { mapRunNameOf } from '../engine/map-run-id.ts';
import { manifestOf } from '../engine/states/result-writer.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { awsSdk } from '../integrations/aws-sdk.ts';
import { type Json, textOf } from '../json.ts';
import type { TaskResponse } from '../ports.ts';
import { s3Of } from './item-reader/s3.ts';
import { machineOf } from './load-machine.ts';
import { endedChildren } from './map-run-children.ts';
import type { Runtime } from './runtime.ts';

/** One step writes the results of so many children at most, and no more than so many characters. */
const MOST_CHILDREN = 1000;
const MOST_CHARACTERS = 8_000_000;
const READ_AT_ONCE = 100;

interface Part {
  results: Record<ResultKind, Json[]>;
  next: number;
  /** How many children have ended, and the items that they had. */
  executions: number;
  items: number;
}

/** Names follow from the record, so that the same files are written again where this has to be done again. */
export async function writeResults(
  runtime: Runtime,
  record: StepRecord,
  waiting: ResultsWait,
): Promise<Event> {
  const { store } = runtime.ports;
  const s3 = s3Of(runtime, await machineOf(runtime, record.state));
  const put = async (name: string, text: string): Promise<number> => {
    const key = `${waiting.folder}/${name}`;
    const body = { Bucket: waiting.bucket, Key: key, Body: text };
    checkPut(await s3('putObject', body));
    return Buffer.byteLength(text);
  };
  try {
    const part = await readPart(runtime, record.state.id, waiting);
    const files = await putFiles(waiting, part, put);
    const written = {
      executions: waiting.written.executions + part.executions,
      items: waiting.written.items + part.items,
    };
    const isLast = part.next >= waiting.count;
    if (isLast) {
      await put('manifest.json', textOf(manifestOf(waiting, [...waiting.files, ...files])));
    }
    await store.changeMapRun(mapRunNameOf(waiting.mapRun.arn), { written });
    return { type: 'ResultsWritten', next: part.next, files, written, isLast };
  } catch (thrown) {
    if (!(thrown instanceof Refused)) throw thrown;
    return { type: 'ResultsFailed', cause: thrown.message };
  }
}

/** One file at most for each kind of result. */
async function putFiles(
  { files: before, folder, OutputType }: ResultsWait,
  { results }: Part,
  put: (name: string, text: string) => Promise<number>,
): Promise<ResultFile[]> {
  const files: ResultFile[] = [];
  const kinds: ResultKind[] = ['SUCCEEDED', 'FAILED', 'PENDING'];
  for (const kind of kinds) {
    if (results[kind].length === 0) continue;
    const n = before.filter((file) => file.kind === kind).length;
    const name = fileName(kind, n, OutputType);
    const length = await put(name, printResults(results[kind], OutputType));
    files.push({ kind, key: `${folder}/${name}`, length });
  }
  return files;
}

async function readPart(
  { ports, settings }: Runtime,
  execution: string,
  { join: step, count, next: from, Transformation }: ResultsWait,
): Promise<Part> {
  const results: Part['results'] = { SUCCEEDED: [], FAILED: [], PENDING: [] };
  const part: Part = { results, next: from, executions: 0, items: 0 };
  let characters = 0;
  while (part.next < count && part.next - from < MOST_CHILDREN && characters < MOST_CHARACTERS) {
    const size = Math.min(READ_AT_ONCE, count - part.next);
    const children = await endedChildren(ports.store, { execution, step }, part.next, size);
    for (const child of children) {
      const shown = resultsOf(settings.home, child, Transformation);
      for (const result of shown) {
        results[kindOf(child)].push(result);
        characters += textOf(result).length;
      }
      addTo(part, child);
    }
    part.next += size;
  }
  return part;
}

function addTo(part: Part, { isPending, state }: EndedChild): void {
  if (isPending) return;
  part.executions++;
  part.items += state.child?.items ?? 1;
}

/** S3 has refused a file. */
class Refused extends Error {}

/** @throws {Refused} in the words of the service */
function checkPut(response: TaskResponse): void {
  switch (response.type) {
    case 'answered':
      return;
    case 'timedOut':
      throw new Refused('S3 did not answer in time.');
    case 'forbidden':
    case 'unusable':
      throw new Refused(response.reason);
    case 'refused': {
      const outcome = awsSdk('s3', 'putObject')?.outcome(response);
      throw new Refused((outcome?.type === 'TaskFailed' && outcome.failure.cause) || '');
    }
  }
}
