import { describe, expect, it } from 'vitest';
import { run } from '../one-transition.ts';

const ends = { Yes: { Type: 'Succeed' }, No: { Type: 'Succeed' } };

describe('Choice', () => {
  it('goes to the first rule that holds', async () => {
    const { state } = await run(
      {
        C: {
          Type: 'Choice',
          Choices: [
            { Variable: '$.n', NumericGreaterThan: 5, Next: 'No' },
            { Variable: '$.n', NumericGreaterThan: 1, Next: 'Yes' },
          ],
        },
        ...ends,
      },
      { n: 3 },
    );
    expect(state.current?.name).toBe('Yes');
  });

  it('fails when no rule holds and there is no Default', async () => {
    const { state } = await run(
      { C: { Type: 'Choice', Choices: [{ Variable: '$.n', IsNull: true, Next: 'Yes' }] }, ...ends },
      { n: 3 },
    );
    expect(state.failure?.error).toBe('States.NoChoiceMatched');
  });

  it("applies a rule's own Output and Assign, and the state's for Default", async () => {
    const states = {
      C: {
        Type: 'Choice',
        QueryLanguage: 'JSONata',
        Choices: [
          {
            Condition: '{% $states.input.n > 5 %}',
            Output: 'big',
            Assign: { size: 'big' },
            Next: 'Yes',
          },
        ],
        Output: 'small',
        Assign: { size: 'small' },
        Default: 'No',
      },
      ...ends,
    };
    const big = await run(states, { n: 9 });
    expect(big.state).toMatchObject({
      current: { name: 'Yes', input: 'big' },
      variables: { size: 'big' },
    });
    const small = await run(states, { n: 1 });
    expect(small.state).toMatchObject({
      current: { name: 'No', input: 'small' },
      variables: { size: 'small' },
    });
  });

  it('refuses a condition that is no truth value', async () => {
    const { state, history } = await run(
      {
        C: {
          Type: 'Choice',
          QueryLanguage: 'JSONata',
          Choices: [{ Condition: '{% 1 %}', Next: 'Yes' }],
        },
        ...ends,
      },
      {},
    );
    expect(state.failure?.error).toBe('States.QueryEvaluationError');
    expect(history[0]).toMatchObject({
      type: 'EvaluationFailed',
      details: { state: 'C', location: 'Choices[0]/Condition' },
    });
  });
});
