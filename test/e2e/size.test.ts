import { afterEach, expect, it } from 'vitest';
import type { Json, JsonObject } from '../../core/json.ts';
import { expectWholeHistory, historyOf, run } from './executions.ts';
import { startTreadle, type Treadle } from './treadle.ts';

let treadle: Treadle;
afterEach(() => treadle.stop());

/** Text that no compression makes much smaller. */
function noise(bytes: number): string {
  let state = 1;
  return Array.from({ length: bytes }, () => {
    state = (state * 48_271) % 2_147_483_647;
    return ((state >> 8) % 36).toString(36);
  }).join('');
}

it('takes 5 MB through Pass, Choice and Map and back', async () => {
  treadle = await startTreadle();
  const items: Json = Array.from({ length: 5 }, (_, n) => ({ n, text: noise(1_000_000) }));
  const definition: JsonObject = {
    StartAt: 'Keep',
    States: {
      Keep: { Type: 'Pass', Next: 'Any?' },
      'Any?': {
        Type: 'Choice',
        Choices: [{ Variable: '$[0].n', NumericEquals: 0, Next: 'Each' }],
        Default: 'None',
      },
      None: { Type: 'Fail', Error: 'None' },
      Each: {
        Type: 'Map',
        MaxConcurrency: 2,
        ItemProcessor: { StartAt: 'Item', States: { Item: { Type: 'Pass', End: true } } },
        End: true,
      },
    },
  };
  const end = await run(treadle.sfn, 'big', definition, items);
  expect({ status: end.status, cause: end.cause }).toEqual({ status: 'SUCCEEDED' });
  expect(end.output === JSON.stringify(items)).toBe(true);
  // Both do not fit into one answer of a Lambda function.
  expect(end.inputDetails).toEqual({ included: false });
  expectWholeHistory(await historyOf(treadle.sfn, end.executionArn ?? ''), end);
});

it('keeps the limit of AWS where it is asked to', async () => {
  treadle = await startTreadle({ environment: { TREADLE_PAYLOAD_LIMIT: '262144' } });
  const twice = { Type: 'Pass', Parameters: { 'a.$': '$.text', 'b.$': '$.text' }, End: true };
  const definition = { StartAt: 'Twice', States: { Twice: twice } };
  const fits = await run(treadle.sfn, 'fits', definition, { text: noise(131_000) });
  expect(fits.status).toBe('SUCCEEDED');
  const exceeds = await run(treadle.sfn, 'exceeds', definition, { text: noise(200_000) });
  expect(exceeds).toMatchObject({
    status: 'FAILED',
    error: 'States.DataLimitExceeded',
    cause:
      "The state/task 'Twice' returned a result with a size exceeding the maximum number of bytes service limit.",
  });
});
