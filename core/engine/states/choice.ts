/** Choice: goes to the first rule that holds. https://states-language.net/#choice-state */

import { StatesError } from '../../asl/errors.ts';
import type { ChoiceState } from '../../asl/types.ts';
import type { StateType } from './type.ts';

export const choice: StateType<ChoiceState> = {
  async enter(state, { query, input, data }) {
    for (const [index, rule] of state.Choices.entries()) {
      if (!(await query.holds(rule, `Choices[${index}]`, input, data))) continue;
      const { Output, Assign, Next: next } = rule;
      // The state's own Output and Assign belong to Default.
      const { Output: _, Assign: __, ...common } = state;
      const leaving = {
        ...common,
        ...(Output !== undefined && { Output }),
        ...(Assign !== undefined && { Assign }),
      };
      return { type: 'done', result: input, next, leaving };
    }
    if (state.Default !== undefined) return { type: 'done', result: input, next: state.Default };
    throw new StatesError(
      'States.NoChoiceMatched',
      'Failed to transition out of the state. The state does not point to a next state.',
    );
  },
};
