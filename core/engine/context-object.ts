/** The context object, `$$` in a path. https://docs.aws.amazon.com/step-functions/latest/dg/input-output-contextobject.html */

import { executionArn, type Home, stateMachineArn } from '../arn.ts';
import type { State } from '../asl/types.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Current, Execution, MapItem, Timestamp } from './execution.ts';
import { identityOf } from './identity.ts';
import { type Machine, stateOf } from './machine.ts';

/**
 * What `$$` shows in a state.
 *
 * @param executionInput the input of the started execution, also inside its children
 * @param taskToken by which the state may be answered, where it is a Task that waits for that
 */
export function contextObject(
  machine: Machine,
  execution: Execution,
  current: Current,
  executionInput: Json,
  home: Home,
  taskToken?: string,
): JsonObject {
  const { id, name, run, machine: of } = identityOf(execution);
  const context: JsonObject = {
    Execution: {
      Id: executionArn(home, id),
      Input: executionInput,
      StartTime: isoTime(execution.startedAt),
      Name: name,
      RoleArn: machine.roleArn,
      // An Express execution cannot be redriven.
      ...(run === undefined && redriveOf(execution)),
    },
    StateMachine: { Id: stateMachineArn(home, of), Name: of },
    State: {
      Name: current.name,
      EnteredTime: isoTime(current.enteredAt ?? execution.startedAt),
      ...(canRetry(stateOf(machine, current.name)) && {
        RetryCount: (current.retries ?? []).reduce((sum, count) => sum + count, 0),
      }),
    },
  };
  if (taskToken !== undefined) context.Task = { Token: taskToken };
  const item = execution.child?.item;
  if (item) context.Map = itemContext(item);
  return context;
}

function redriveOf({ redrive }: Execution): JsonObject {
  if (!redrive) return { RedriveCount: 0 };
  return { RedriveCount: redrive.count, RedriveTime: isoTime(redrive.at) };
}

/** What `$$.Map` shows. */
export function itemContext({ index, value, key, source }: MapItem): JsonObject {
  const Item: JsonObject = { Index: index, Value: value };
  if (key !== undefined) Item.Key = key;
  if (source !== undefined) Item.Source = source;
  return { Item };
}

function canRetry({ Type }: State): boolean {
  return Type === 'Task' || Type === 'Parallel' || Type === 'Map';
}

/** Milliseconds since the epoch as AWS writes a time: `2026-01-31T12:00:00.000Z`. */
function isoTime(time: Timestamp): string {
  return new Date(time).toISOString();
}
