/** What fields say of expressions whose values they can not take. */

import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../core/json.ts';
import { run } from './one-transition.ts';

const items = { StartAt: 'I', States: { I: { Type: 'Pass', End: true } } };
const distributed = {
  ...items,
  ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
};

describe('an expression whose value is of the wrong type', () => {
  it.each<[field: string, expected: string, state: JsonObject]>([
    ['Seconds', 'number', { Type: 'Wait' }],
    ['Timestamp', 'string', { Type: 'Wait' }],
    ['Error', 'string', { Type: 'Fail' }],
    ['Cause', 'string', { Type: 'Fail' }],
    ['TimeoutSeconds', 'number', { Type: 'Task', Resource: 'arn:aws:states:::sqs:sendMessage' }],
    ['MaxConcurrency', 'number', { Type: 'Map', Items: [1], ItemProcessor: items }],
    [
      'ToleratedFailurePercentage',
      'number',
      { Type: 'Map', Items: [1], ItemProcessor: distributed },
    ],
  ])('fails the state, naming %s', async (field, expected, state) => {
    const { state: after } = await run(
      { A: { ...state, QueryLanguage: 'JSONata', [field]: '{% [true] %}' } },
      {},
    );
    expect(after.failure?.error).toBe('States.QueryEvaluationError');
    expect(after.failure?.cause).toContain(
      `The JSONata expression '[true]' specified for the field '${field}' returned an unexpected result type. Expected '${expected}', but was 'array' for value: [true]`,
    );
  });
});
