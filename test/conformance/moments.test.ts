/** Times in cases, moved along with the clock. */

import { expect, it } from 'vitest';
import { moveMoments } from '../../scripts/conformance/moments.ts';

const A_DAY_LATER = Date.parse('2026-11-23T10:27:02.500Z');

it('moves times from the writing of the cases on, in their own spelling', () => {
  const input = { input: '{"start_at": "2094-12-10T10:27:02.000Z"}', at: ['2026-11-22T10:27:02'] };
  expect(moveMoments(input, A_DAY_LATER)).toEqual({
    input: '{"start_at": "2094-12-11T10:27:02.000Z"}',
    at: ['2026-11-23T10:27:02'],
  });
});

it('leaves older times alone', () => {
  expect(moveMoments('2016-03-14T01:59:00Z', A_DAY_LATER)).toBe('2016-03-14T01:59:00Z');
});
