import { describe, expect, it } from 'vitest';
import { MemoryWorld } from '../../core/local/memory-world.ts';
import { virtualTime } from '../../core/local/world-time.ts';
import { drawTree, lengthOf } from '../../scripts/cli/run/draw.ts';
import { RunTree } from '../../scripts/cli/run/tree.ts';
import { styleFor } from '../../scripts/cli/terminal.ts';

/** The lines of a run after so many seconds. */
async function drawn(definition: object, seconds: number, columns = 80): Promise<string[]> {
  const tree = new RunTree();
  const world = new MemoryWorld({
    home: { partition: 'aws', region: 'us-east-1', account: '123456789012' },
    time: virtualTime(0),
    tasks: {
      call: async () => ({ type: 'timedOut' }),
      check: async () => undefined,
      carriesToken: async () => false,
      checkResult: async () => undefined,
    },
    observe: (record) => tree.observe(record),
  });
  const machine = { name: 'm', definition: JSON.stringify(definition), roleArn: 'r' };
  await world.addMachine(machine);
  await world.start('m', 'run', {});
  await world.run(() => false, seconds * 1000);
  if (!tree.root) throw new Error('nothing was seen');
  return drawTree(tree.root, { now: world.now(), columns, style: styleFor(false) });
}

const wait = (seconds: number, more: object = { End: true }) => ({
  Type: 'Wait',
  Seconds: seconds,
  ...more,
});

describe('the tree of a run', () => {
  const both = {
    StartAt: 'Both',
    States: {
      Both: {
        Type: 'Parallel',
        Branches: [
          { StartAt: 'Long', States: { Long: wait(90) } },
          {
            StartAt: 'Bad',
            States: {
              Bad: wait(10, { Next: 'Stop' }),
              Stop: { Type: 'Fail', Error: 'No', Cause: 'never' },
            },
          },
        ],
        Catch: [{ ErrorEquals: ['No'], Next: 'Done' }],
        End: true,
      },
      Done: { Type: 'Succeed' },
    },
  };

  it('shows branches below their state, and how long they will wait', async () => {
    expect(await drawn(both, 4)).toEqual([
      '● Both  4 s',
      '  branch 0',
      '    ◷ Long  4 s · goes on in 1 min 26 s',
      '  branch 1',
      '    ◷ Bad  4 s · goes on in 6 s',
    ]);
  });

  it('shows what failed, what was stopped, and that it was caught', async () => {
    expect(await drawn(both, 20)).toEqual([
      '↷ Both  10 s',
      '  branch 0',
      '    ■ Long  10 s',
      '  branch 1',
      '    ✓ Bad  10 s',
      '    ✗ Stop  0 ms · No: never',
      '✓ Done  0 ms',
    ]);
  });

  it('sums up many iterations, but for those at work', async () => {
    const machine = {
      QueryLanguage: 'JSONata',
      StartAt: 'Each',
      States: {
        Each: {
          Type: 'Map',
          Items: '{% [1..50] %}',
          MaxConcurrency: 2,
          ItemProcessor: { StartAt: 'Rest', States: { Rest: wait(10) } },
          End: true,
        },
      },
    };
    expect(await drawn(machine, 25)).toEqual([
      '● Each  25 s',
      '  4 of 50 done',
      '  item 4',
      '    ◷ Rest  5 s · goes on in 5 s',
      '  item 5',
      '    ◷ Rest  5 s · goes on in 5 s',
    ]);
    expect(await drawn(machine, 1000)).toEqual(['✓ Each  4 min 10 s', '  50 of 50 done']);
  });

  it('cuts what the screen is too narrow for', async () => {
    const [line = ''] = await drawn(
      { StartAt: 'A', States: { A: { Type: 'Fail', Error: 'E'.repeat(99) } } },
      0,
      40,
    );
    expect(line).toHaveLength(39);
    expect(line.endsWith('…')).toBe(true);
  });
});

it('tells lengths of time in words', () => {
  expect([0, 12, 1500, 125_000, 3_600_000, 2_592_000_000].map(lengthOf)).toEqual([
    '0 ms',
    '12 ms',
    '1.5 s',
    '2 min 5 s',
    '1 h',
    '30 d',
  ]);
});
