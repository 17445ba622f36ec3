/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ListExecutions.html */

import { executionArn, stateMachineArn } from '../../arn.ts';
import { type ExecutionStatus, hasEnded } from '../../engine/execution.ts';
import { rootOf } from '../../engine/execution-id.ts';
import { identityOf } from '../../engine/identity.ts';
import type { StepRecord } from '../../engine/step-record.ts';
import type { JsonObject } from '../../json.ts';
import type { Head, MapRunRecord } from '../../ports.ts';
import { type ChildStatus, childStatus, listChildren } from '../../runtime/list-children.ts';
import { invalidToken, validationError } from '../errors.ts';
import { findMapRun, optionalLongArn, shownMapRunArn } from '../map-runs.ts';
import { optionalArn, standardMachineOf } from '../names.ts';
import { type ApiContext, defineOperation, epochSeconds } from '../operation.ts';
import { continuation, issueToken, pageFields, pageSize, readToken } from '../page-token.ts';
import { answer, text } from '../shape.ts';
import { viaArns } from '../via.ts';

/** In the order in which AWS lists them. PENDING_REDRIVE is a status of map runs' children only. */
const STATUSES = ['SUCCEEDED', 'TIMED_OUT', 'PENDING_REDRIVE', 'ABORTED', 'FAILED', 'RUNNING'];

export const listExecutions = defineOperation(
  {
    stateMachineArn: optionalArn(),
    mapRunArn: optionalLongArn(),
    statusFilter: text({ values: STATUSES }),
    redriveFilter: text({ values: ['REDRIVEN', 'NOT_REDRIVEN'] }),
    ...pageFields(),
  },
  async (context, input) => {
    const { stateMachineArn: arn, mapRunArn, statusFilter } = input;
    if (mapRunArn !== undefined && arn === undefined) {
      return listOfMapRun(context, { ...input, mapRunArn });
    }
    if (arn === undefined || mapRunArn !== undefined) {
      throw validationError('Exactly one of stateMachineArn and mapRunArn must be given');
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

function isChildStatus(text: string | undefined): text is ChildStatus {
  return text !== undefined;
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

interface MapRunRequest {
  mapRunArn: string;
  statusFilter?: string | undefined;
  redriveFilter?: string | undefined;
  maxResults?: number | undefined;
  nextToken?: string | undefined;
}

/** The children of a Map Run that have started. */
async function listOfMapRun(context: ApiContext, input: MapRunRequest): Promise<JsonObject> {
  const { statusFilter, redriveFilter, nextToken } = input;
  const run = await findMapRun(context, input.mapRunArn);
  const request = ['ListExecutions', run.name, statusFilter ?? null, redriveFilter ?? null];
  const below = nextToken === undefined ? undefined : readToken(context, request, nextToken);
  if (below !== undefined && typeof below !== 'number') throw invalidToken();
  const { children, next } = await listChildren(context.runtime.ports.store, run, {
    limit: pageSize(input.maxResults),
    ...(isChildStatus(statusFilter) && { status: statusFilter }),
    ...(redriveFilter !== undefined && { redriven: redriveFilter === 'REDRIVEN' }),
    ...(below !== undefined && { below }),
  });
  return answer({
    executions: children.map((record) => shownChild(context, run, record)),
    nextToken: next === undefined ? undefined : issueToken(context, request, next),
  });
}

function shownChild(
  { runtime }: ApiContext,
  run: MapRunRecord,
  { state, committedAt }: StepRecord,
): JsonObject {
  const { home } = runtime.settings;
  const { id, machine, name } = identityOf(state);
  return answer({
    executionArn: executionArn(home, id),
    stateMachineArn: stateMachineArn(home, machine),
    mapRunArn: shownMapRunArn(home, run.name),
    name,
    status: childStatus(run, state),
    startDate: epochSeconds(state.startedAt),
    stopDate: hasEnded(state) ? epochSeconds(committedAt) : undefined,
    itemCount: state.child?.items ?? 1,
    redriveCount: state.redrive?.count ?? 0,
    redriveDate: state.redrive && epochSeconds(state.redrive.at),
  });
}
