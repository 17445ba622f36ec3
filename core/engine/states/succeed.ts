/** Succeed: ends the execution or the child well. https://states-language.net/#succeed-state */

import type { SucceedState } from '../../asl/types.ts';
import type { StateType } from './type.ts';

export const succeed: StateType<SucceedState> = {
  enter: (_state, scope) => ({ type: 'done', result: scope.input }),
};
