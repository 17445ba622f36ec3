/** Pass: hands on its input, its Parameters or its Result. https://states-language.net/#pass-state */

import { applyParameters } from '../../asl/query/jsonpath.ts';
import type { PassState } from '../../asl/types.ts';
import type { StateType } from './type.ts';

export const pass: StateType<PassState> = {
  enter(state, scope) {
    if (state.Result !== undefined) return { type: 'done', result: state.Result };
    if (state.Parameters === undefined) return { type: 'done', result: scope.input };
    return {
      type: 'done',
      result: applyParameters(state.Parameters, scope.input, scope.query, 'Parameters'),
    };
  },
};
