import { describe, expect, it } from 'vitest';
import { run } from '../one-transition.ts';

describe('Pass', () => {
  it('hands on its input', async () => {
    const { state, commands } = await run(
      { A: { Type: 'Pass', Next: 'B' }, B: { Type: 'Succeed' } },
      { a: 1 },
    );
    expect(state.current).toMatchObject({ name: 'B', input: { a: 1 } });
    expect(commands).toEqual([{ type: 'InvokeStep' }]);
  });

  it('puts its Result at ResultPath of the raw input', async () => {
    const { state } = await run(
      { A: { Type: 'Pass', InputPath: '$.a', Result: 7, ResultPath: '$.b', End: true } },
      { a: 1 },
    );
    expect(state.output).toEqual({ a: 1, b: 7 });
  });

  it('fills Parameters from what InputPath lets it see', async () => {
    const { state } = await run(
      { A: { Type: 'Pass', InputPath: '$.a', Parameters: { 'x.$': '$.b' }, End: true } },
      { a: { b: 2 } },
    );
    expect(state.output).toEqual({ x: 2 });
  });

  it('yields its Output in JSONata', async () => {
    const { state } = await run(
      {
        A: {
          Type: 'Pass',
          QueryLanguage: 'JSONata',
          Output: { sum: '{% $sum($states.input.n) %}' },
          End: true,
        },
      },
      { n: [1, 2, 3] },
    );
    expect(state.output).toEqual({ sum: 6 });
  });

  it('has no result in JSONata besides its input', async () => {
    const { state } = await run(
      {
        A: {
          Type: 'Pass',
          QueryLanguage: 'JSONata',
          Output: '{% $keys($states) %}',
          End: true,
        },
      },
      {},
    );
    expect(state.output).toEqual(['input', 'context']);
  });

  it('assigns variables that the next state sees, and not itself', async () => {
    const { state, history } = await run(
      {
        A: { Type: 'Pass', Assign: { 'x.$': '$.a' }, Next: 'B' },
        B: { Type: 'Pass', Assign: { x: 9 }, Parameters: { 'seen.$': '$x' }, End: true },
      },
      { a: 5 },
      [{ type: 'StateReached' }, { type: 'StateReached' }],
    );
    expect(state.output).toEqual({ seen: 5 });
    expect(state.variables).toEqual({ x: 9 });
    expect(history[0]?.details?.assignedVariables).toEqual({ x: 9 });
  });

  it('fails the execution by a path that finds nothing, naming the state and its entry', async () => {
    const { state } = await run({ A: { Type: 'Pass', InputPath: '$.missing', End: true } }, {});
    expect(state.failure).toEqual({
      error: 'States.Runtime',
      cause:
        "An error occurred while executing the state 'A' (entered at the event id #2). Invalid path '$.missing' : No results for path: $['missing']",
    });
  });
});
