/** Parallel: runs every branch with the same input. https://states-language.net/#parallel-state */

import { applyParameters } from '../../asl/query/jsonpath.ts';
import type { ParallelState } from '../../asl/types.ts';
import { joinChildren, startChildren } from './join.ts';
import type { StateType } from './type.ts';

export const parallel: StateType<ParallelState> = {
  enter(state, scope) {
    const { length } = children(state, scope);
    return startChildren('Parallel', length, length);
  },
  resume: (_state, scope, event) => joinChildren('Parallel', scope, event),
  children: (state, scope) => children(state, scope),
};

const children: NonNullable<StateType<ParallelState>['children']> = (state, scope) => {
  const input =
    state.Parameters === undefined
      ? scope.input
      : applyParameters(state.Parameters, scope.input, scope.query, 'Parameters');
  return state.Branches.map((branch) => ({ branch, input }));
};
