/** A scope for tests of expressions. */

import type { Scope } from '../../core/asl/query/scope.ts';
import { seededRandom } from '../../core/asl/random.ts';

export const scope: Scope = {
  context: { Execution: { Id: 'arn:execution', Input: { greeting: 'hello' } } },
  variables: { order: { id: 7 } },
  random: seededRandom('test'),
  now: 0,
};
