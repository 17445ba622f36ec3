/** The items that a store remembers. */

import { expect, it } from 'vitest';
import { stepKey } from '../../../core/aws/keys.ts';
import { createRecentItems } from '../../../core/aws/store/recent-items.ts';

const item = { d: { S: 'a record' } };

it('gives back what was kept last, and lets the oldest go', () => {
  const recent = createRecentItems(2);
  for (const step of [1, 2, 3]) recent.keep(stepKey('Orders:a', step), item);
  expect(recent.get(stepKey('Orders:a', 1))).toBeUndefined();
  expect(recent.get(stepKey('Orders:a', 2))).toBe(item);
  expect(recent.get(stepKey('Orders:a', 3))).toBe(item);
  expect(recent.get(stepKey('Orders:b', 3))).toBeUndefined();
});

it('leaves large items to the table', () => {
  const recent = createRecentItems();
  recent.keep(stepKey('Orders:a', 1), { d: { B: Buffer.alloc(5000) } });
  expect(recent.get(stepKey('Orders:a', 1))).toBeUndefined();
});

it('keeps nothing where it is told so', () => {
  const recent = createRecentItems(0);
  recent.keep(stepKey('Orders:a', 1), item);
  expect(recent.get(stepKey('Orders:a', 1))).toBeUndefined();
});
