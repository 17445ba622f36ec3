/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */

import { executionArn, stateMachineArn } from '../../arn.ts';
import type { ExecutionStatus } from '../../engine/execution.ts';
import { rootOf } from '../../engine/execution-id.ts';
import type { JsonObject } from '../../json.ts';
import type { Head } from '../../ports.ts';
import { validationError } from '../errors.ts';
import { optionalArn, standardMachineOf } from '../names.ts';
import { type ApiContext, defineOperation, epochSeconds } from '../operation.ts';
import { continuation, issueToken, pageFields, pageSize } from '../page-token.ts';
import { answer, text } from '../shape.ts';
import { viaArns } from '../via.ts';

/** In the order in which AWS lists them. PENDING_REDRIVE is a status of map runs' children only. */
const STATUSES = ['SUCCEEDED', 'TIMED_OUT', 'PENDING_REDRIVE', 'ABORTED', 'FAILED', 'RUNNING'];

export const listExecutions = defineOperation(
  {
    stateMachineArn: optionalArn(),
    mapRunArn: optionalArn(),
    statusFilter: text({ values: STATUSES }),
    redriveFilter: text({ values: ['REDRIVEN', 'NOT_REDRIVEN'] }),
    ...pageFields(),
  },
  async (context, input) => {
    const { stateMachineArn: arn, statusFilter } = input;
    if (arn === undefined) {
      throw validationError(
        'stateMachineArn must be given: executions of map runs cannot be listed yet',
      );
    }
    if (input.redriveFilter !== undefined) {
      throw validationError(
        'RedriveFilter cannot be applied to ListExecutions call with StateMachine ARN',
      );
    }
    const { machine, version, alias } = await standardMachineOf(context, arn);
    const request = ['ListExecutions', arn, statusFilter ?? null];
    const after = continuation(context, request, input.nextToken);
    if (statusFilter === 'PENDING_REDRIVE') return { executions: [] };
    const { items, next } = await context.runtime.ports.store.heads({
      machine: machine.name,
      limit: pageSize(input.maxResults),
      ...(isStatus(statusFilter) && { status: statusFilter }),
      ...(alias ? { via: { alias: alias.name } } : version && { via: { version: version.number } }),
      ...(after !== undefined && { after }),
    });
    return answer({
      executions: items.map((head) => shownHead(context, head)),
      nextToken: next === undefined ? undefined : issueToken(context, request, next),
    });
  },
);

function isStatus(text: string | undefined): text is ExecutionStatus {
  return text !== undefined && text !== 'PENDING_REDRIVE';
}

function shownHead({ runtime }: ApiContext, head: Head): JsonObject {
  const { home } = runtime.settings;
  const { machine, name } = rootOf(head.id);
  return answer({
    executionArn: executionArn(home, head.id),
    stateMachineArn: stateMachineArn(home, machine),
    ...viaArns(home, machine, head.via),
    name,
    status: head.status,
    startDate: epochSeconds(head.startedAt),
    stopDate: head.stoppedAt === undefined ? undefined : epochSeconds(head.stoppedAt),
    redriveCount: head.redrives ?? 0,
    redriveDate: head.redrivenAt === undefined ? undefined : epochSeconds(head.redrivenAt),
  });
}
