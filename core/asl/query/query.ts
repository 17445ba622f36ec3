/** What a query language does for a state: it reads what the state needs and shapes what leaves it. */

import type { Json, JsonObject } from '../../json.ts';
import type { ChoiceRule } from '../types.ts';
import type { Scope } from './scope.ts';

export type Awaitable<T> = T | Promise<T>;

/** The fields that take part; each language looks at its own. */
export interface QueryFields {
  InputPath?: string | null;
  OutputPath?: string | null;
  Parameters?: Json;
  ResultSelector?: Json;
  ResultPath?: string | null;
  Arguments?: Json;
  Output?: Json;
  Assign?: JsonObject;
}

/** What is at hand when a state is left. */
export interface Leaving {
  /** As it came from the state before. */
  input: Json;
  /** What the state's work brought. */
  result: Json;
  /** The name by which `$states` has the result; absent where a state has none of its own, as a Pass. */
  outcome?: 'result' | 'errorOutput';
}

export interface Left {
  output: Json;
  assigned?: JsonObject;
}

/** Fields that may hold a value, or say where it is found. */
export interface ValueFields {
  [field: string]: unknown;
}

export interface Query {
  /** What the state sees of what came in. */
  input(fields: QueryFields, raw: Json, scope: Scope): Json;
  /** What a Task or a Parallel hands on: the input, unless the state says otherwise. */
  payload(fields: QueryFields, input: Json, scope: Scope): Awaitable<Json>;
  /** The value of a field that the state holds itself, or tells where to find; `undefined` without one. */
  value(fields: ValueFields, field: string, input: Json, scope: Scope): Awaitable<Json | undefined>;
  /** What goes into one iteration of a Map; `scope.context` shows the item. */
  item(selector: Json, field: string, input: Json, scope: Scope): Awaitable<Json>;
  /** Whether a rule of a Choice holds; `field` is where it stands. */
  holds(rule: ChoiceRule, field: string, input: Json, scope: Scope): Awaitable<boolean>;
  /** What leaves a state, a rule or a Catcher, and the variables that it assigns. */
  leave(fields: QueryFields, leaving: Leaving, scope: Scope): Awaitable<Left>;
}
