import { describe, expect, it } from 'vitest';
import { createMetrics, type MetricsLevel } from '../../core/aws/metrics.ts';

function metricsAt(level: MetricsLevel) {
  const lines: string[] = [];
  const metrics = createMetrics(
    level,
    (machine) => `arn:${machine}`,
    () => 1_767_225_600_000,
    (line) => lines.push(line),
  );
  return { metrics, lines };
}

describe('metrics', () => {
  it('of one machine and invocation stand in one line, by their units', () => {
    const { metrics, lines } = metricsAt('executions');
    metrics.count('ExecutionsStarted', 1, 'm');
    metrics.count('ExecutionsStarted', 1, 'm');
    metrics.time('ExecutionTime', 20, 'm');
    metrics.time('ExecutionTime', 30, 'm');
    metrics.print();
    expect(lines.map((line) => JSON.parse(line) as object)).toEqual([
      {
        _aws: {
          Timestamp: 1_767_225_600_000,
          CloudWatchMetrics: [
            {
              Namespace: 'Treadle',
              Dimensions: [['StateMachineArn']],
              Metrics: [
                { Name: 'ExecutionsStarted', Unit: 'Count' },
                { Name: 'ExecutionTime', Unit: 'Milliseconds' },
              ],
            },
          ],
        },
        StateMachineArn: 'arn:m',
        ExecutionsStarted: 2,
        ExecutionTime: [20, 30],
      },
    ]);
  });

  it('are printed once, and not at all where there are none', () => {
    const { metrics, lines } = metricsAt('all');
    metrics.print();
    metrics.count('DuplicateWakeup', 1);
    metrics.print();
    metrics.print();
    expect(lines).toHaveLength(1);
  });

  it('of tasks and lags are printed where all are asked for', () => {
    const some = metricsAt('executions');
    const all = metricsAt('all');
    for (const { metrics } of [some, all]) {
      metrics.count('LambdaFunctionsFailed', 1, 'm');
      metrics.time('DispatchLagMs', 7);
      metrics.count('StuckExecutions', 0);
      metrics.print();
    }
    expect(some.lines).toHaveLength(1);
    expect(some.lines[0]).toContain('"StuckExecutions":0');
    expect(all.lines).toHaveLength(2);
    expect(all.lines[1]).toContain('"Dimensions":[[]]');
  });
});
