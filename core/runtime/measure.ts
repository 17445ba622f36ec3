/** What is measured of a step that was committed: its history says it all. */

import { rootOf } from '../engine/execution-id.ts';
import type { StepRecord } from '../engine/step-record.ts';
import type { Runtime } from './runtime.ts';

/** What AWS's metrics call what history events are of. */
const FAMILIES: Readonly<Record<string, string>> = {
  Execution: 'Executions',
  LambdaFunction: 'LambdaFunctions',
  Task: 'ServiceIntegrations',
  Activity: 'Activities',
};

const COUNTED =
  /^(Execution|LambdaFunction|Task|Activity)(Scheduled|Started|Succeeded|Failed|TimedOut|Aborted)$/;

/** Notes a record's events, and how long its execution took where it ends with them. */
export function measureRecord({ ports }: Runtime, record: StepRecord): void {
  const { metrics } = ports;
  if (!metrics) return;
  const { state, history, committedAt } = record;
  const { machine } = rootOf(state.id);
  for (const { type } of history) {
    const [, what = '', how = ''] = COUNTED.exec(type) ?? [];
    const family = FAMILIES[what];
    if (family === undefined) continue;
    metrics.count(`${family}${how}`, 1, machine);
    if (what === 'Execution' && how !== 'Started') {
      metrics.time('ExecutionTime', committedAt - state.startedAt, machine);
    }
  }
}
