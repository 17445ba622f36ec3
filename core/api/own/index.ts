/** The operations that Treadle has beyond those of AWS, by their names behind `Treadle.` in X-Amz-Target. */

import type { Operations } from '../operations/index.ts';
import { getExecutionEvents } from './get-execution-events.ts';

export const ownOperations: Operations = {
  GetExecutionEvents: getExecutionEvents,
};
