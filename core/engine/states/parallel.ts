/** Parallel: runs every branch with the same input. https://states-language.net/#parallel-state */

import type { ParallelState } from '../../asl/types.ts';
import { joinChildren, startChildren } from './join.ts';
import type { StateType } from './type.ts';

export const parallel: StateType<ParallelState> = {
  async enter(state, scope) {
    // What the branches begin with is worked out when they are made; a failure of it is this state's.
    await scope.query.payload(state, scope.input, scope.data);
    const { length } = state.Branches;
    return startChildren('Parallel', length, length);
  },
  resume: (_state, scope, event) => joinChildren('Parallel', scope, event),
  async children(state, scope) {
    const input = await scope.query.payload(state, scope.input, scope.data);
    return state.Branches.map((branch) => ({ branch, input }));
  },
};
