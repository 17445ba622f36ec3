import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import { EventPatternError, matchesPattern } from '../../core/local/event-pattern.ts';

const event: JsonObject = {
  source: 'shop.orders',
  'detail-type': 'OrderPlaced',
  detail: {
    state: 'Ready',
    total: 41.5,
    count: 0,
    note: null,
    empty: '',
    tags: ['new', 'express'],
    lines: [{ sku: 'A-1' }, { sku: 'B-2' }],
    file: 'in/2026/order.json',
  },
};

const cases: [string, Json, boolean][] = [
  ['exact text', { source: ['shop.orders'] }, true],
  ['another text', { source: ['shop.refunds'] }, false],
  ['one of several', { source: ['x', 'shop.orders'] }, true],
  ['all fields have to match', { source: ['shop.orders'], 'detail-type': ['Other'] }, false],
  ['nested fields', { detail: { state: ['Ready'] } }, true],
  ['a number', { detail: { total: [41.5] } }, true],
  ['null', { detail: { note: [null] } }, true],
  ['null is not absence', { detail: { nothing: [null] } }, false],
  ['empty text', { detail: { empty: [''] } }, true],
  ['an element of an array', { detail: { tags: ['express'] } }, true],
  ['an object in an array', { detail: { lines: { sku: ['B-2'] } } }, true],
  ['prefix', { source: [{ prefix: 'shop.' }] }, true],
  ['prefix without case', { source: [{ prefix: { 'equals-ignore-case': 'SHOP' } }] }, true],
  ['suffix', { detail: { file: [{ suffix: '.json' }] } }, true],
  ['suffix that differs', { detail: { file: [{ suffix: '.xml' }] } }, false],
  ['equals-ignore-case', { detail: { state: [{ 'equals-ignore-case': 'READY' }] } }, true],
  ['anything-but one', { detail: { state: [{ 'anything-but': 'Done' }] } }, true],
  ['anything-but the value', { detail: { state: [{ 'anything-but': 'Ready' }] } }, false],
  ['anything-but a list', { detail: { state: [{ 'anything-but': ['Done', 'Ready'] }] } }, false],
  ['anything-but a prefix', { detail: { state: [{ 'anything-but': { prefix: 'Re' } }] } }, false],
  ['anything-but needs the field', { detail: { x: [{ 'anything-but': 'Done' }] } }, false],
  ['numeric range', { detail: { total: [{ numeric: ['>', 40, '<=', 41.5] }] } }, true],
  ['numeric range missed', { detail: { total: [{ numeric: ['<', 41.5] }] } }, false],
  ['numeric equality', { detail: { count: [{ numeric: ['=', 0] }] } }, true],
  ['numeric on a text', { detail: { state: [{ numeric: ['=', 0] }] } }, false],
  ['exists', { detail: { total: [{ exists: true }] } }, true],
  ['exists of null', { detail: { note: [{ exists: true }] } }, true],
  ['does not exist', { detail: { nothing: [{ exists: false }] } }, true],
  ['exists, but must not', { detail: { total: [{ exists: false }] } }, false],
  ['wildcard', { detail: { file: [{ wildcard: 'in/*/order.*' }] } }, true],
  ['wildcard that overlaps itself', { detail: { state: [{ wildcard: 'Read*dy' }] } }, false],
  ['wildcard with a literal star', { detail: { state: [{ wildcard: 'Re\\*' }] } }, false],
  ['$or, second alternative', { $or: [{ source: ['x'] }, { detail: { count: [0] } }] }, true],
  ['$or, none', { $or: [{ source: ['x'] }, { source: ['y'] }] }, false],
  ['$or beside a field', { source: ['x'], $or: [{ detail: { count: [0] } }] }, false],
];

describe('event patterns', () => {
  it.each(cases)('%s', (_, pattern, expected) => {
    expect(matchesPattern(pattern as JsonObject, event)).toBe(expected);
  });

  it('refuses a match type that EventBridge does not know', () => {
    expect(() => matchesPattern({ source: [{ regex: 'a' }] }, event)).toThrow(EventPatternError);
  });
});
