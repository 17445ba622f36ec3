/**
 * The stages that data passes on its way through a state, as TestState shows them. They are worked out beside the
 * engine, by the functions that it uses itself. https://docs.aws.amazon.com/step-functions/latest/apireference/API_InspectionData.html
 */

import { StatesError } from '../asl/errors.ts';
import type { QueryFields } from '../asl/query/query.ts';
import type { MapState, State } from '../asl/types.ts';
import type { Json } from '../json.ts';
import { numberOf } from '../number.ts';
import { itemsOf, iterations } from './states/map-items.ts';
import type { StateScope } from './states/type.ts';
import { wholeNumber } from './states/whole-number.ts';

/** What was seen, under AWS's names; a stage whose evaluation fails is missing, and so are all behind it. */
export interface Inspection {
  documents: Record<string, Json>;
  numbers: Record<string, number>;
  /** What a Map iterates over. */
  items?: Json[];
}

/** The stages before the state's work. */
export async function inspectEntry(state: State, scope: StateScope): Promise<Inspection> {
  const seen: Inspection = { documents: {}, numbers: {} };
  await untilFailure(() => enter(state, scope, seen));
  return seen;
}

async function enter(state: State, scope: StateScope, seen: Inspection): Promise<void> {
  // Of a Parallel AWS shows nothing before its result.
  if (state.Type === 'Parallel') return;
  const { query, language, current, data } = scope;
  const { documents } = seen;
  const input = query.input(state as QueryFields, current.input, data);
  if (language === 'JSONPath') documents.afterInputPath = input;
  if (state.Type === 'Map') return enterMap(state, { ...scope, input }, seen);
  if (state.Type === 'Task' || (state.Type === 'Pass' && language === 'JSONPath')) {
    const name = language === 'JSONPath' ? 'afterParameters' : 'afterArguments';
    documents[name] = await query.payload(state, input, data);
  }
}

const TOLERANCES = {
  toleratedFailureCount: 'ToleratedFailureCount',
  toleratedFailurePercentage: 'ToleratedFailurePercentage',
};

async function enterMap(state: MapState, scope: StateScope, seen: Inspection): Promise<void> {
  const { documents, numbers } = seen;
  const items = await itemsOf(state, scope);
  seen.items = items;
  if (scope.language === 'JSONPath' && state.Items === undefined) documents.afterItemsPath = items;
  if (state.ItemSelector !== undefined) {
    const starts = await iterations(state, items, scope);
    documents.afterItemSelector = starts.map(({ input }) => input);
  }
  numbers.maxConcurrency = (await wholeNumber(state, 'MaxConcurrency', 0, scope)) ?? 0;
  for (const [name, field] of Object.entries(TOLERANCES)) {
    const value = numberOf(await scope.query.value({ ...state }, field, scope.input, scope.data));
    if (value !== undefined) numbers[name] = value;
  }
}

/** The stages behind the state's work. */
export async function inspectResult(
  state: State,
  { query, language, current, data }: StateScope,
  result: Json,
): Promise<Inspection['documents']> {
  const documents: Inspection['documents'] = {};
  if (state.Type === 'Task') documents.result = result;
  if (language !== 'JSONPath' || !bringsResult(state)) return documents;
  const { ResultSelector, ResultPath } = state as QueryFields;
  const leaving = { input: current.input, result };
  const selector = ResultSelector === undefined ? {} : { ResultSelector };
  const path = ResultPath === undefined ? {} : { ResultPath };
  const through = async (fields: QueryFields) => (await query.leave(fields, leaving, data)).output;
  await untilFailure(async () => {
    documents.afterResultSelector = await through(selector);
    documents.afterResultPath = await through({ ...selector, ...path });
  });
  return documents;
}

function bringsResult({ Type }: State): boolean {
  return Type === 'Task' || Type === 'Pass' || Type === 'Parallel' || Type === 'Map';
}

/** What goes wrong in a stage is the state's failure, which the engine reports. */
async function untilFailure(look: () => Promise<void>): Promise<void> {
  try {
    await look();
  } catch (thrown) {
    if (!(thrown instanceof StatesError)) throw thrown;
  }
}
