import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTaskToken, taskToken } from '../../core/runtime/task-token.ts';

const attempt = { execution: 'orders:monday/3.14', step: 7 };

describe('a task token', () => {
  it('names the attempt that it was given out for', () => {
    expect(readTaskToken('s', taskToken('s', attempt))).toEqual(attempt);
  });

  it('is the same each time, and another for each attempt', () => {
    expect(taskToken('s', attempt)).toBe(taskToken('s', attempt));
    expect(taskToken('s', { ...attempt, step: 8 })).not.toBe(taskToken('s', attempt));
  });

  it('says nothing under another secret', () => {
    expect(readTaskToken('other', taskToken('s', attempt))).toBeUndefined();
  });

  it('is refused when any of its characters is another', () => {
    const token = taskToken('s', attempt);
    for (let at = 0; at < token.length; at++) {
      const other = token[at] === 'A' ? 'B' : 'A';
      const forged = token.slice(0, at) + other + token.slice(at + 1);
      expect(readTaskToken('s', forged), `character ${at}`).toBeUndefined();
    }
  });

  it('is refused when it is any other text', () => {
    fc.assert(
      fc.property(fc.string(), (text) => readTaskToken('s', text) === undefined),
      { numRuns: 300 },
    );
    expect(readTaskToken('s', `${taskToken('s', attempt)}=`)).toBeUndefined();
  });
});
