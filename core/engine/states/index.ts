/** The state types: one row each. */

import type { State, StateOf, StateTypeName } from '../../asl/types.ts';
import { choice } from './choice.ts';
import { fail } from './fail.ts';
import { map } from './map.ts';
import { parallel } from './parallel.ts';
import { pass } from './pass.ts';
import { succeed } from './succeed.ts';
import { task } from './task.ts';
import type { StateType } from './type.ts';
import { wait } from './wait.ts';

const stateTypes: { [T in StateTypeName]: StateType<StateOf<T>> } = {
  Choice: choice,
  Fail: fail,
  Map: map,
  Parallel: parallel,
  Pass: pass,
  Succeed: succeed,
  Task: task,
  Wait: wait,
};

export function stateTypeOf(state: State): StateType<State> {
  return stateTypes[state.Type] as StateType<State>;
}
