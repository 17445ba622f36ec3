import { describe, expect, it } from 'vitest';
import { checkSize, MAX_DOCUMENT_BYTES } from '../../core/engine/size.ts';
import type { Json } from '../../core/json.ts';
import { run } from './one-transition.ts';

describe('the size of documents', () => {
  it('is checked without writing a document that doubles at every turn', () => {
    let bomb: Json = 'x'.repeat(1000);
    for (let turn = 0; turn < 60; turn++) bomb = { a: bomb, b: bomb };
    expect(() => checkSize(bomb, 'S')).toThrow(
      "The state/task 'S' returned a result with a size exceeding the maximum number of bytes",
    );
  });

  it('is no matter of characters but of bytes', () => {
    expect(() => checkSize('ä'.repeat(60), 'S', 100)).toThrow();
    expect(() => checkSize('a'.repeat(60), 'S', 100)).not.toThrow();
  });

  it('is refused where a document nests too deep to be written', () => {
    let deep: Json = 1;
    for (let level = 0; level < 100_000; level++) deep = [deep];
    expect(() => checkSize(deep, 'S')).toThrow('exceeding');
  });

  it('fails a state that would hand on too much, and Catch may name the error', async () => {
    const big = 'x'.repeat(MAX_DOCUMENT_BYTES / 2);
    const states = {
      A: { Type: 'Pass', Parameters: { 'a.$': '$.d', 'b.$': '$.d' }, End: true },
    };
    const { state } = await run(states, { d: big });
    expect(state.failure?.error).toBe('States.DataLimitExceeded');
  });
});
