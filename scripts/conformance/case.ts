/** Conformance cases: what a recorded test did, and what AWS answered to it. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Json, JsonObject } from '../../core/json.ts';
import { asOfToday } from './newer.ts';

/** A function which exists while a case runs, and how it answers. */
export interface LambdaBehaviour {
  behaviour: 'echo' | 'return' | 'sleep' | 'raise' | 'bytes';
  payload?: Json;
  seconds?: number;
  errorType?: string;
  errorMessage?: string;
  line?: number;
}

export interface CallStep {
  n: number;
  service: string;
  op: string;
  params: JsonObject;
  expect?: string;
  error_expected?: boolean;
  gives?: Record<string, string>;
  background?: boolean;
}

export interface AwaitStep {
  n: number;
  await: string;
  executionArn: string;
}

export interface MatchStep {
  n: number;
  match: string;
}

export interface ClientErrorStep {
  n: number;
  client_side_error: string;
  expect?: string;
}

export type Step = CallStep | AwaitStep | MatchStep | ClientErrorStep;

/** One recorded test; `file` is `<group>/<name>.json`, its place in the folder of cases. */
export interface Case {
  file: string;
  group: string;
  /** The day on which AWS was recorded, where it is known. */
  recorded?: string;
  needs?: string[];
  steps: Step[];
  lambdas?: Record<string, LambdaBehaviour>;
  expected: JsonObject;
}

/** Which cases to take: all of some groups, those whose file name contains a text, or exactly these files. */
export interface Selection {
  groups?: string[];
  text?: string;
  files?: string[];
}

/** The folder of recorded cases beside the repository. */
export const CASES = join(import.meta.dirname, '../../../shared/conformance');

/** Tells whether the folder of recorded cases is there. */
export function casesExist(folder: string = CASES): boolean {
  return existsSync(join(folder, 'index.json'));
}

/** Reads the selected cases, sorted by file name. */
export function loadCases(selection: Selection = {}, folder: string = CASES): Case[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) =>
      readdirSync(join(folder, entry.name)).map((name) => `${entry.name}/${name}`),
    )
    .filter((file) => file.endsWith('.json') && selects(selection, file))
    .sort()
    .map((file) => {
      const recorded = JSON.parse(readFileSync(join(folder, file), 'utf8')) as Case;
      return { ...recorded, expected: asOfToday(recorded.expected), file };
    });
}

function selects({ groups, text, files }: Selection, file: string): boolean {
  const group = file.slice(0, file.indexOf('/'));
  return (
    (groups === undefined || groups.includes(group)) &&
    (text === undefined || file.includes(text)) &&
    (files === undefined || files.includes(file))
  );
}
