/** What a state type is: how it is entered, and how it goes on when what it waited for has happened. */

import type { Home } from '../../arn.ts';
import type { Failure } from '../../asl/errors.ts';
import type { Awaitable, Query, QueryFields } from '../../asl/query/query.ts';
import type { Scope } from '../../asl/query/scope.ts';
import type { Branch, QueryLanguage, State } from '../../asl/types.ts';
import type { Json } from '../../json.ts';
import type { Command } from '../commands.ts';
import type { Event } from '../events.ts';
import type { Current, MapItem, Timestamp, Waiting } from '../execution.ts';
import type { HistoryEvent } from '../history-event.ts';

export interface StateType<S extends State> {
  /** Runs when the state is reached, and again for every retry. */
  enter(state: S, scope: StateScope): Awaitable<Reply>;
  /** Runs when an event comes that the state waits for. */
  resume?(state: S, scope: StateScope, event: Event): Awaitable<Reply>;
  /** The children that the state makes, in their order. */
  children?(state: S, scope: StateScope): Awaitable<ChildStart[]>;
}

/** What a state can see. */
export interface StateScope {
  name: string;
  /** After InputPath. */
  input: Json;
  /** The state's query language, and what its expressions may read. */
  language: QueryLanguage;
  query: Query;
  data: Scope;
  current: Current;
  /** The step that is being answered; while children run, the one that made them. */
  step: number;
  now: Timestamp;
  region: string;
  home: Home;
  /** The name of the state machine. */
  machine: string;
  /** How many children one step may make. */
  mostChildren: number;
  /** The Task's activity is not there. */
  activityMissing: boolean;
  /** Why the Task's call cannot be made with its arguments. */
  unusable: string | undefined;
}

/** How a child begins. */
export interface ChildStart {
  branch: Branch;
  input: Json;
  item?: MapItem;
}

export type Reply =
  /** The state's work is done. `leaving` are the fields that shape what leaves it, where not the state's own. */
  | { type: 'done'; result: Json; next?: string; history?: HistoryEvent[]; leaving?: QueryFields }
  | { type: 'waiting'; waiting: Waiting; commands: Command[]; history?: HistoryEvent[] }
  /** The attempt failed: Retry and Catch may take it. */
  | {
      type: 'failed';
      failure: Failure;
      commands?: Command[];
      history?: HistoryEvent[];
      /** The error as Retry and Catch know it, where that is not its name. */
      knownAs?: string;
      /** Written only if no Retrier takes it. */
      finalHistory?: HistoryEvent[];
    }
  /** The execution is to fail, whatever Retry and Catch say. */
  | { type: 'fatal'; failure: Failure; history?: HistoryEvent[] };
