/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListMapRuns.html */

import type { MapRunRecord } from '../../ports.ts';
import { executionDoesNotExist } from '../errors.ts';
import { findExecution } from '../executions.ts';
import { shownMapRunArn, shownPartArn } from '../map-runs.ts';
import { requiredArn } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { continuation, issueToken, pageFields, pageSize } from '../page-token.ts';
import { answer } from '../shape.ts';

export const listMapRuns = defineOperation(
  { executionArn: requiredArn(), ...pageFields() },
  async (context, { executionArn, maxResults, nextToken }) => {
    const { store } = context.runtime.ports;
    const { id } = await findExecution(context, executionArn);
    if (!(await store.read(id, 0))) throw executionDoesNotExist(executionArn);
    const request = ['ListMapRuns', id];
    const after = continuation(context, request, nextToken);
    const { home } = context.runtime.settings;
    const { items, next } = await store.mapRuns(id, pageSize(maxResults), after);
    const shown = (run: MapRunRecord) =>
      answer({
        executionArn,
        mapRunArn: shownMapRunArn(home, run.name),
        stateMachineArn: shownPartArn(home, run.name),
        startDate: epochSeconds(run.startedAt),
        stopDate: run.stoppedAt === undefined ? undefined : epochSeconds(run.stoppedAt),
      });
    return answer({
      mapRuns: items.map(shown),
      nextToken: next === undefined ? undefined : issueToken(context, request, next),
    });
  },
);
