/** In whose name a Task's calls are made. */

import type { Machine } from '../engine/machine.ts';
import type { Authority } from '../ports.ts';

/** @param taskRole the role of the Task's Credentials */
export function authorityOf({ name, roleArn }: Machine, taskRole?: string): Authority {
  return { machine: name, machineRole: roleArn, ...(taskRole !== undefined && { taskRole }) };
}
