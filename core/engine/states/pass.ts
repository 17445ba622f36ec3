/** Pass: hands on its input, its Parameters or its Result. https://states-language.net/#pass-state */

import type { PassState } from '../../asl/types.ts';
import type { StateType } from './type.ts';

export const pass: StateType<PassState> = {
  async enter(state, scope) {
    const result = state.Result ?? (await scope.query.payload(state, scope.input, scope.data));
    return { type: 'done', result };
  },
};
