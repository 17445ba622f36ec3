/** What an expression can see. */

import type { Json, JsonObject } from '../../json.ts';
import type { Random } from '../random.ts';

/** All that an expression can see. */
export interface ExpressionScope {
  /** The value of `$states`: input, context and, where there is one, result or errorOutput. */
  states: JsonObject;
  /** Workflow variables by name, without the `$`. */
  variables: Readonly<Record<string, Json>>;
  random: Random;
  /** The time of `$now()` and `$millis()`, in milliseconds since the epoch. */
  now: number;
}
