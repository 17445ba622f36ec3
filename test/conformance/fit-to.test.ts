/** Putting our answers into the normal form of the recorded ones. */

import { describe, expect, it } from 'vitest';
import type { Json } from '../../core/json.ts';
import { fitTo } from '../../scripts/conformance/fit-to.ts';
import { newNames } from '../../scripts/conformance/names.ts';

const fitted = (recorded: Json, ours: Json, madeUp: string[] = [], steps = ''): Json =>
  fitTo(recorded, ours, newNames(madeUp, steps));

const UUIDS = [
  '0d3de0ec-de7f-4e20-ade7-d07544bdac2e',
  '671e2fbb-c22d-463a-a047-0378b9479d61',
] as const;

describe('volatile values', () => {
  it('take the placeholder of their kind', () => {
    const recorded = { timestamp: 'timestamp', startDate: 'datetime', id: '<uuid:1>' };
    const ours = { timestamp: 1_700_000_000.5, startDate: 1_700_000_000, id: UUIDS[0] };
    expect(fitted(recorded, ours)).toEqual(recorded);
  });

  it('stay as they are where they are not of that kind', () => {
    expect(fitted('datetime', 'yesterday')).toBe('yesterday');
    expect(fitted('timestamp', 0)).toBe(0);
    expect(fitted('<uuid:1>', 'not-a-uuid')).toBe('not-a-uuid');
  });

  it('mask account, partition and region', () => {
    const recorded = 'arn:<partition>:states:<region>:111111111111:activity:a';
    expect(fitted(recorded, 'arn:aws:states:us-east-1:123456789012:activity:a')).toBe(recorded);
  });

  it('are found inside longer texts', () => {
    const recorded = 'not found (Request ID: <request_id>; Proxy: null)';
    expect(fitted(recorded, `not found (Request ID: ${UUIDS[0]}; Proxy: null)`)).toBe(recorded);
    const other = 'refused (Request ID: 1; Proxy: null)';
    expect(fitted(recorded, other)).toBe(other);
  });

  it('accept a list of one header where the header was replaced', () => {
    const recorded = { Date: 'date', 'x-amzn-RequestId': 'x-amzn-RequestId' };
    const ours = { Date: ['Sun, 23 Nov 2026 18:41:00 GMT'], 'x-amzn-RequestId': [UUIDS[0]] };
    expect(fitted(recorded, ours)).toEqual(recorded);
  });

  it('are not guessed at under ordinary keys', () => {
    expect(fitted({ status: 'status' }, { status: 'other' })).toEqual({ status: 'other' });
  });
});

describe('times within a JSON text', () => {
  it('take the word that stands for them', () => {
    const recorded = '[{"at":"date","n":1}]';
    expect(fitted(recorded, '[{"at":"2026-11-23T22:03:22.233Z","n":1}]')).toBe(recorded);
    expect(fitted('"date"', '"2026-11-23T22:03:22Z"')).toBe('"date"');
    expect(fitted(recorded, '[{"at":"now","n":1}]')).toBe('[{"at":"now","n":1}]');
  });
});

describe('members that AWS added', () => {
  const redriven = { name: 'e', RedriveCount: 0 };
  const recordedOn = (day?: string) => fitTo({ name: 'e' }, redriven, newNames([], '', day));

  it('may be missing in recordings from before that day', () => {
    expect(recordedOn('2023-11-14')).toEqual({ name: 'e' });
  });

  it('count in recordings from then on, and in those of an unknown day', () => {
    expect(recordedOn('2023-11-15')).toEqual(redriven);
    expect(recordedOn()).toEqual(redriven);
  });
});

describe('numbered placeholders', () => {
  it('stand for one value each', () => {
    const recorded = ['<uuid:1>', '<uuid:2>', '<uuid:1>'];
    expect(fitted(recorded, [UUIDS[0], UUIDS[1], UUIDS[0]])).toEqual(recorded);
  });

  it('refuse a second value', () => {
    expect(fitted(['<uuid:1>', '<uuid:1>'], [...UUIDS])).toEqual(['<uuid:1>', UUIDS[1]]);
  });

  it('refuse a value which has another number', () => {
    expect(fitted(['<uuid:1>', '<uuid:2>'], [UUIDS[0], UUIDS[0]])).toEqual([
      '<uuid:1>',
      '<uuid:1>',
    ]);
  });
});

describe('names which the test gave', () => {
  const arn = 'arn:aws:states:us-east-1:123456789012:activity:activity-5db0c3fb';

  it('are learned where one of the made-up values stands', () => {
    const recorded = { activityArn: 'activity_arn', cause: 'The activity activity_arn is gone.' };
    const ours = { activityArn: arn, cause: `The activity ${arn} is gone.` };
    expect(fitted(recorded, ours, [arn])).toEqual(recorded);
  });

  it('are learned inside an ARN', () => {
    const recorded = 'arn:<partition>:lambda:<region>:111111111111:function:lambda_function_name';
    const ours = 'arn:aws:lambda:us-east-1:123456789012:function:fn-c7bd4d09';
    expect(fitted(recorded, ours, ['fn-c7bd4d09'])).toBe(recorded);
  });

  it('are not words of the case itself', () => {
    expect(fitted('StateA', 'fn-c7bd4d09', ['fn-c7bd4d09'], '"StartAt":"StateA"')).toBe(
      'fn-c7bd4d09',
    );
  });

  it('keep to the value for which they were learned', () => {
    const recorded = { a: '<ArnPart_0idx>', b: '<ExecArnPart_0idx>' };
    const ours = fitted(recorded, { a: 'm-1', b: 'm-1' }, ['m-1']);
    expect(ours).toEqual({ a: '<ArnPart_0idx>', b: '<ArnPart_0idx>' });
  });

  it('may be a placeholder and a plain word in one text', () => {
    const names = ['m-1', 'alias-1'];
    const steps = 'stateMachine:m-1 alias-1';
    const recorded = 'stateMachine:<ArnPart_0idx>:alias_name';
    expect(fitted(recorded, 'stateMachine:m-1:alias-1', names, steps)).toBe(recorded);
    expect(fitted(recorded, 'stateMachine:m-1:m-1', names, steps)).toBe('stateMachine:m-1:m-1');
    expect(fitted(recorded, 'stateMachine:m-1:other', names, steps)).toBe('stateMachine:m-1:other');
  });

  it('of machines and functions are values which the case contains', () => {
    expect(fitted('<ArnPart_0idx>', 'm-2', ['m-1'])).toBe('m-2');
  });
});

describe('JSON texts', () => {
  it('are parsed where the recording shows an object', () => {
    expect(fitted({ input: { a: 1 } }, { input: '{"a": 1}' })).toEqual({ input: { a: 1 } });
  });

  it('stay texts, spacing and all, where the recording shows a text', () => {
    expect(fitted('[1, 2]', '[1,2]')).toBe('[1,2]');
  });

  it('keep a key named __proto__ harmless', () => {
    const ours = fitted({ input: { a: 1 } }, { input: '{"__proto__": {"a": 1}}' });
    expect(JSON.stringify(ours)).toBe('{"input":{"__proto__":{"a":1}}}');
  });
});
