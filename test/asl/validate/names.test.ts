/** The rules for names of states and labels of Maps. */

import { describe, expect, it } from 'vitest';
import { validate } from '../../../core/asl/validate/index.ts';
import { machineOf } from './machine.ts';

const end = { Type: 'Pass', End: true };

async function codesOf(text: string): Promise<string[]> {
  return (await validate(text)).problems.map(({ code, location }) => `${code} ${location}`);
}

describe('names', () => {
  it('have 80 characters at most', async () => {
    const [fits, long] = ['n'.repeat(80), 'n'.repeat(81)];
    expect(await codesOf(machineOf({ Type: 'Pass', Next: fits }, { [fits]: end }))).toEqual([]);
    expect(await codesOf(machineOf({ Type: 'Pass', Next: long }, { [long]: end }))).toEqual([
      `INVALID_STATE_NAME /States/${long}`,
    ]);
  });

  it('are unique in the whole machine', async () => {
    const branch = { StartAt: 'Same', States: { Same: end } };
    const state = { Type: 'Parallel', Branches: [branch, branch], End: true };
    expect((await validate(machineOf(state))).problems).toEqual([
      {
        severity: 'ERROR',
        code: 'DUPLICATE_STATE_NAME',
        message: 'Duplicate State name: Same',
        location: '/States/X/Branches[1]/States/Same',
      },
    ]);
  });

  it('of Maps are unique too, and at most 40 characters long', async () => {
    const map = (label: string, item: string, next: object) => ({
      Type: 'Map',
      Label: label,
      ItemProcessor: { StartAt: item, States: { [item]: end } },
      ...next,
    });
    const long = 'l'.repeat(41);
    const text = machineOf(map(long, 'A', { Next: 'Y' }), { Y: map(long, 'B', { End: true }) });
    expect(await codesOf(text)).toEqual([
      'INVALID_LABEL_NAME /States/X/Label',
      'INVALID_LABEL_NAME /States/Y/Label',
      'DUPLICATE_LABEL_NAME /States/Y/Label',
    ]);
  });
});
