/** What an expression may read besides the data it is applied to. */

import type { Json, JsonObject } from '../../json.ts';
import type { Random } from '../random.ts';

export interface Scope {
  /** The context object, `$$`. */
  context: JsonObject;
  /** The workflow's variables, by name without the `$`. */
  variables: Readonly<Record<string, Json>>;
  random: Random;
  /** The time of the evaluation, in milliseconds since the epoch. */
  now: number;
}
