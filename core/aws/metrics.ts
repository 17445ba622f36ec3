/** Metrics as lines of JSON that CloudWatch takes in. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html */

import type { Metrics } from '../ports.ts';

/** Metrics are kept until they are printed: those of one invocation together. */
export interface PrintedMetrics extends Metrics {
  /** Prints what came since the last time: a line for each machine, one for the stack, none where there was nothing. */
  print(): void;
}

/** `executions`: only what AWS measures of executions, and what is stuck; `all`: tasks, lags and conflicts too. */
export type MetricsLevel = 'executions' | 'all';

type Unit = 'Count' | 'Milliseconds';

interface Measured {
  unit: Unit;
  values: number[];
}

const NAMESPACE = 'Treadle';

/** More measurements of one name are not taken in one line. */
const MOST_VALUES = 100;

const ALWAYS = /^(?:Execution|StuckExecutions)/;

/** @param write takes a line */
export function createMetrics(
  level: MetricsLevel,
  arnOf: (machine: string) => string,
  now: () => number,
  write: (line: string) => void,
): PrintedMetrics {
  let machines = new Map<string | undefined, Map<string, Measured>>();

  function measuredOf(name: string, unit: Unit, machine: string | undefined): number[] | undefined {
    if (level !== 'all' && !ALWAYS.test(name)) return undefined;
    const metrics = machines.get(machine) ?? new Map<string, Measured>();
    machines.set(machine, metrics);
    const measured = metrics.get(name) ?? { unit, values: [] };
    metrics.set(name, measured);
    return measured.values;
  }

  return {
    count(name, number, machine) {
      const values = measuredOf(name, 'Count', machine);
      if (values) values[0] = (values[0] ?? 0) + number;
    },
    time(name, ms, machine) {
      const values = measuredOf(name, 'Milliseconds', machine);
      if (values && values.length < MOST_VALUES) values.push(ms);
    },
    print() {
      const printed = machines;
      machines = new Map();
      for (const [machine, metrics] of printed) {
        write(lineOf(metrics, now(), machine === undefined ? undefined : arnOf(machine)));
      }
    },
  };
}

/** JSON escapes control characters, so that a line stays one. */
function lineOf(
  metrics: ReadonlyMap<string, Measured>,
  Timestamp: number,
  StateMachineArn: string | undefined,
): string {
  const Metrics = [...metrics].map(([Name, { unit: Unit }]) => ({ Name, Unit }));
  const Dimensions = [StateMachineArn === undefined ? [] : ['StateMachineArn']];
  const values = [...metrics].map(([name, { values }]) => [
    name,
    values.length === 1 ? values[0] : values,
  ]);
  return JSON.stringify({
    _aws: { Timestamp, CloudWatchMetrics: [{ Namespace: NAMESPACE, Dimensions, Metrics }] },
    ...(StateMachineArn !== undefined && { StateMachineArn }),
    ...Object.fromEntries(values),
  });
}
