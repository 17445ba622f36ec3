/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeMapRun.html */

import { progressOf } from '../../runtime/map-run-counts.ts';
import { findMapRun, requiredLongArn, runningArnOf, shownMapRunArn } from '../map-runs.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { answer } from '../shape.ts';

export const describeMapRun = defineOperation(
  { mapRunArn: requiredLongArn() },
  async (context, { mapRunArn }) => {
    const run = await findMapRun(context, mapRunArn);
    const { executions, items } = await progressOf(context.runtime.ports, run);
    const stoppedAt = run.status === 'RUNNING' ? undefined : run.stoppedAt;
    return answer({
      mapRunArn: shownMapRunArn(context.runtime.settings.home, run.name),
      executionArn: await runningArnOf(context, run),
      status: run.status,
      startDate: epochSeconds(run.startedAt),
      stopDate: stoppedAt === undefined ? undefined : epochSeconds(stoppedAt),
      maxConcurrency: run.concurrency,
      toleratedFailurePercentage: run.toleratedPercentage,
      toleratedFailureCount: run.toleratedCount,
      itemCounts: { ...items },
      executionCounts: { ...executions },
      redriveCount: run.redriveCount,
      redriveDate: run.redrivenAt === undefined ? undefined : epochSeconds(run.redrivenAt),
    });
  },
);
