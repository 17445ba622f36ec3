import { expect, it } from 'vitest';
import type { StepRecord } from '../../core/engine/step-record.ts';
import type { Metrics, Ports } from '../../core/ports.ts';
import { measureRecord } from '../../core/runtime/measure.ts';
import type { Runtime } from '../../core/runtime/runtime.ts';

it('counts what a record tells, by the names of AWS, and how long an execution took', () => {
  const noted: string[] = [];
  const metrics: Metrics = {
    count: (name, number, machine) => noted.push(`${machine} ${name} ${number}`),
    time: (name, ms, machine) => noted.push(`${machine} ${name} ${ms} ms`),
  };
  const runtime = { ports: { metrics } as Partial<Ports> } as Runtime;
  const record: StepRecord = {
    step: 3,
    state: {
      id: 'm:n',
      revision: 'r',
      startedAt: 1000,
      status: 'FAILED',
      variables: {},
      lastEventId: 9,
    },
    history: [
      { type: 'LambdaFunctionFailed' },
      { type: 'TaskTimedOut' },
      { type: 'ActivityScheduled' },
      { type: 'TaskStateExited' },
      { type: 'MapRunFailed' },
      { type: 'ExecutionFailed' },
    ],
    commands: [],
    committedBy: 'd',
    committedAt: 1750,
  };
  measureRecord(runtime, record);
  expect(noted).toEqual([
    'm LambdaFunctionsFailed 1',
    'm ServiceIntegrationsTimedOut 1',
    'm ActivitiesScheduled 1',
    'm ExecutionsFailed 1',
    'm ExecutionTime 750 ms',
  ]);
});
