import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { casesOf, definitionOf, exampleFunctions, exampleNames } from '../simulation/examples.ts';
import { createMachine, ended, expectWholeHistory, historyOf, start } from './executions.ts';
import { startTreadle, type Treadle } from './treadle.ts';

let treadle: Treadle;

beforeAll(async () => {
  const functions = exampleNames.flatMap((name) => ['--functions', exampleFunctions(name)]);
  treadle = await startTreadle({ flags: ['--memory', ...functions] });
});

afterAll(() => treadle.stop());

describe.each(exampleNames)('the example %s, over the SDK', (name) => {
  let machine: string;
  beforeAll(async () => {
    machine = await createMachine(treadle.sfn, name, definitionOf(name));
  });

  it.concurrent.each(casesOf(name))('$shows', async ({ input, status, output, error, cause }) => {
    const end = await ended(treadle.sfn, await start(treadle.sfn, machine, input));
    expect({ status: end.status, error: end.error, cause: end.cause }).toEqual({
      status,
      error,
      cause,
    });
    expect(end.output === undefined ? undefined : JSON.parse(end.output)).toEqual(output);
    expectWholeHistory(await historyOf(treadle.sfn, end.executionArn ?? ''), end);
  });
});
