/** Who an execution says it is: the one that was started, or the child of a Map Run, by whichever it is a part of. */

import type { Execution } from './execution.ts';
import { rootOf } from './execution-id.ts';

export interface Identity {
  /** What its ARN ends with. */
  id: string;
  /** The child of a Map Run runs by a part of the machine, named with the label. */
  machine: string;
  name: string;
  /** Present in an Express execution. */
  run?: string;
}

/** The identity of the execution that this one is, or is a branch or an iteration of. */
export function identityOf({ id, child }: Pick<Execution, 'id' | 'child'>): Identity {
  const root = rootOf(id);
  if (child?.execution === undefined) return root;
  const [label = '', name = ''] = child.execution.split(':');
  const machine = `${root.machine}/${label}`;
  // AWS gives an Express child its UUID twice.
  if (child.express) return { id: `${machine}:${name}:${name}`, machine, name, run: name };
  return { id: `${machine}:${name}`, machine, name };
}
