/** The metrics that every function of the stack prints at the end of an invocation, where the stack asks for them. */

import { type Home, stateMachineArn } from '../core/arn.ts';
import { createMetrics, type PrintedMetrics } from '../core/aws/metrics.ts';

let metrics: PrintedMetrics | undefined;

/** Makes them, by the setting `none`, `executions` or `all`. */
export function metricsFor(setting: string | undefined, home: Home): PrintedMetrics | undefined {
  if (setting !== 'executions' && setting !== 'all') return undefined;
  metrics = createMetrics(setting, (machine) => stateMachineArn(home, machine), Date.now, print);
  return metrics;
}

/** Prints those of the invocation that ends. */
export function printMetrics(): void {
  metrics?.print();
}

/** Past the console, which would wrap the line where the function logs JSON: CloudWatch has to find it as it is. */
function print(line: string): void {
  process.stdout.write(`${line}\n`);
}
