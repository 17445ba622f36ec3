/** Local mode end to end: workflows of ten Passes, one at a time and many at once. */

import { type LocalServer, startServer } from './local-server.ts';
import { quantile, type Sample, sampleOf } from './statistics.ts';
import * as workloads from './workloads.ts';

export interface LocalSpeed {
  /** From sending StartExecution to the time of the last record, in ms, one execution at a time. */
  latency: { p50: number; p95: number };
  rows: { parallel: number; workflowsPerSecond: Sample }[];
}

const STEPS = 10;
const POLL_MS = 5;

/**
 * @param workflows how many executions one run has
 * @param runs of each number of parallel executions
 */
export async function measureLocalMode(workflows: number, runs: number): Promise<LocalSpeed> {
  const server = await startServer();
  try {
    const { stateMachineArn } = await server.call('CreateStateMachine', {
      name: 'ten-passes',
      definition: JSON.stringify(workloads.chain(STEPS, workloads.pass)),
      roleArn: 'arn:aws:iam::123456789012:role/bench',
    });
    const arn = String(stateMachineArn);
    await keepRunning(server, arn, workflows, 50);
    const latency = await latencies(server, arn, workflows);
    const rows: LocalSpeed['rows'] = [];
    for (const parallel of [1, 10, 100]) {
      const rates: number[] = [];
      for (let run = 0; run < runs; run++) {
        rates.push(await keepRunning(server, arn, workflows, parallel));
      }
      rows.push({ parallel, workflowsPerSecond: sampleOf(rates) });
    }
    return { latency, rows };
  } finally {
    await server.close();
  }
}

async function latencies(
  server: LocalServer,
  machine: string,
  workflows: number,
): Promise<{ p50: number; p95: number }> {
  const durations: number[] = [];
  for (let run = 0; run < workflows; run++) {
    const sent = performance.timeOrigin + performance.now();
    const execution = await start(server, machine);
    // The end is read from the record, so that asking for it need not be frequent: that would take time from the steps.
    const stopped = await stopDate(server, execution);
    durations.push(stopped * 1000 - sent);
  }
  durations.sort((a, b) => a - b);
  return { p50: quantile(durations, 0.5), p95: quantile(durations, 0.95) };
}

async function stopDate(server: LocalServer, executionArn: string): Promise<number> {
  for (;;) {
    await pause(30);
    const { status, stopDate: stopped } = await server.call('DescribeExecution', { executionArn });
    if (status === 'SUCCEEDED') return Number(stopped);
    if (status !== 'RUNNING') throw new Error(`an execution ended ${String(status)}`);
  }
}

/** Keeps so many executions running until all have run. Executions per second, the last one's end included. */
async function keepRunning(
  server: LocalServer,
  stateMachineArn: string,
  workflows: number,
  parallel: number,
): Promise<number> {
  const began = performance.now();
  let started = 0;
  let running = 0;
  const list = { stateMachineArn, statusFilter: 'RUNNING', maxResults: 1000 };
  while (started < workflows || running > 0) {
    const more = Math.min(parallel - running, workflows - started);
    await Promise.all(Array.from({ length: more }, () => start(server, stateMachineArn)));
    started += more;
    await pause(POLL_MS);
    const { executions } = await server.call('ListExecutions', list);
    running = Array.isArray(executions) ? executions.length : 0;
  }
  return (workflows * 1000) / (performance.now() - began);
}

async function start(server: LocalServer, stateMachineArn: string): Promise<string> {
  const input = JSON.stringify(workloads.ORDER);
  const { executionArn } = await server.call('StartExecution', { stateMachineArn, input });
  return String(executionArn);
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}
