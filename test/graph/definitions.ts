/** Definitions to lay out. */

interface Shape {
  StartAt: string;
  States: Record<string, object>;
}

/** States one after the other. */
export function chain(length: number): Shape {
  const States = Object.fromEntries(
    Array.from({ length }, (_, at) => [
      `s${at}`,
      { Type: 'Pass', ...(at + 1 < length ? { Next: `s${at + 1}` } : { End: true }) },
    ]),
  );
  return { StartAt: 's0', States };
}

/** A chain with choices that lead back and ahead, and a handler at its end that every Task leads to. */
export function tangle(length: number): Shape {
  const last = `s${length - 1}`;
  const choice = (at: number) => ({
    Type: 'Choice',
    Choices: [
      { Variable: '$.x', IsNull: true, Next: `s${Math.max(0, at - 5)}` },
      { Variable: '$.x', IsString: true, Next: `s${Math.min(length - 1, at + 9)}` },
    ],
    Default: `s${at + 1}`,
  });
  const task = (at: number) => ({
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke',
    Catch: [{ ErrorEquals: ['States.ALL'], Next: last }],
    Next: `s${at + 1}`,
  });
  const States = Object.fromEntries(
    Array.from({ length: length - 1 }, (_, at) => [`s${at}`, at % 7 === 3 ? choice(at) : task(at)]),
  );
  return { StartAt: 's0', States: { ...States, [last]: { Type: 'Succeed' } } };
}

/** A poll: a circle of three states. */
export const poll: Shape = {
  StartAt: 'Look',
  States: {
    Look: { Type: 'Task', Resource: 'arn:aws:states:::lambda:invoke', Next: 'Ready?' },
    'Ready?': {
      Type: 'Choice',
      Choices: [{ Variable: '$.ready', BooleanEquals: true, Next: 'Done' }],
      Default: 'Rest',
    },
    Rest: { Type: 'Wait', Seconds: 5, Next: 'Look' },
    Done: { Type: 'Succeed' },
  },
};

/** Containers in containers. */
export const nested: Shape = {
  StartAt: 'Both',
  States: {
    Both: {
      Type: 'Parallel',
      Branches: [
        { StartAt: 'Left', States: { Left: { Type: 'Pass', End: true } } },
        {
          StartAt: 'Each',
          States: {
            Each: {
              Type: 'Map',
              ItemProcessor: {
                StartAt: 'One',
                States: {
                  One: { Type: 'Pass', Next: 'Two' },
                  Two: { Type: 'Pass', End: true },
                },
              },
              End: true,
            },
          },
        },
      ],
      End: true,
    },
  },
};
