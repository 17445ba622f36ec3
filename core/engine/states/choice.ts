/** Choice: goes to the first rule that holds. https://states-language.net/#choice-state */

import { matches } from '../../asl/choice/rule.ts';
import { StatesError } from '../../asl/errors.ts';
import type { ChoiceState } from '../../asl/types.ts';
import type { StateType } from './type.ts';

export const choice: StateType<ChoiceState> = {
  enter(state, scope) {
    const rule = state.Choices.find((candidate) => matches(candidate, scope.input, scope.query));
    const next = rule?.Next ?? state.Default;
    if (next === undefined) {
      throw new StatesError(
        'States.NoChoiceMatched',
        'Failed to transition out of the state. The state does not point to a next state.',
      );
    }
    return { type: 'done', result: scope.input, next };
  },
};
