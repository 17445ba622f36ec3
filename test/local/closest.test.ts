import { expect, it } from 'vitest';
import { closest } from '../../core/local/closest.ts';

const known = ['validate', 'run', 'test-state', 'redrive'];

it('finds what was meant by a slip', () => {
  expect(closest('valdiate', known)).toBe('validate');
  expect(closest('Run', known)).toBe('run');
  expect(closest('redive', known)).toBe('redrive');
});

it('finds what begins like it', () => {
  expect(closest('test', known)).toBe('test-state');
});

it('finds nothing where nothing is near', () => {
  expect(closest('frobnicate', known)).toBeUndefined();
});
