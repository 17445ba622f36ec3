import { describe, expect, it } from 'vitest';
import { targetPayload } from '../../core/local/event-input.ts';

const event = { id: 'e-1', detail: { order: 'o "7"', lines: [{ sku: 'A' }] } };

describe('the input of a rule', () => {
  it('is the event where nothing else is said', () => {
    expect(JSON.parse(targetPayload({}, event))).toEqual(event);
  });

  it('may be a constant', () => {
    expect(targetPayload({ input: { a: 1 } }, event)).toBe('{"a":1}');
  });

  it('may be a part of the event', () => {
    expect(targetPayload({ inputPath: '$.detail.lines[0]' }, event)).toBe('{"sku":"A"}');
  });

  it('is null where the path leads nowhere', () => {
    expect(targetPayload({ inputPath: '$.detail.nothing' }, event)).toBe('null');
  });

  it('may be a template: values stand as JSON alone and as text within a string', () => {
    const inputTransformer = {
      inputPathsMap: { order: '$.detail.order', lines: '$.detail.lines' },
      inputTemplate: '{"order": <order>, "lines": <lines>, "text": "order <order>!"}',
    };
    expect(JSON.parse(targetPayload({ inputTransformer }, event))).toEqual({
      order: 'o "7"',
      lines: [{ sku: 'A' }],
      text: 'order o "7"!',
    });
  });

  it('becomes a JSON string where the template is plain text', () => {
    const inputTransformer = { inputPathsMap: { id: '$.id' }, inputTemplate: 'event <id> came' };
    expect(targetPayload({ inputTransformer }, event)).toBe(JSON.stringify('event "e-1" came'));
  });
});
