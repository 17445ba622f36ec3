/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_DescribeExecution.html */

import { executionArn, stateMachineArn } from '../../arn.ts';
import { type ExecutionStatus, hasEnded } from '../../engine/execution.ts';
import { rootOf } from '../../engine/execution-id.ts';
import { textOf } from '../../json.ts';
import { executionDoesNotExist } from '../errors.ts';
import { executionIdOf, requiredArn } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { answer, text } from '../shape.ts';

export const describeExecution = defineOperation(
  {
    executionArn: requiredArn(),
    includedData: text({ values: ['ALL_DATA', 'METADATA_ONLY'] }),
  },
  async (context, input) => {
    const { ports, settings } = context.runtime;
    const id = executionIdOf(context, input.executionArn);
    const [first, last] = await Promise.all([ports.store.read(id, 0), ports.store.latest(id)]);
    if (!last) throw executionDoesNotExist(input.executionArn);
    const { machine, name } = rootOf(id);
    const { state, committedAt } = last;
    const { status, output, failure } = state;
    const withData = input.includedData !== 'METADATA_ONLY';
    const given = withData ? first?.state.current?.input : undefined;
    const made = withData ? output : undefined;
    return answer({
      executionArn: executionArn(settings.home, id),
      stateMachineArn: stateMachineArn(settings.home, machine),
      name,
      status,
      startDate: epochSeconds(state.startedAt),
      stopDate: hasEnded(state) ? epochSeconds(committedAt) : undefined,
      input: given === undefined ? undefined : textOf(given),
      inputDetails: given === undefined ? undefined : { included: true },
      output: made === undefined ? undefined : textOf(made),
      outputDetails: made === undefined ? undefined : { included: true },
      error: failure?.error,
      cause: withData ? failure?.cause : undefined,
      redriveCount: 0,
      ...redriveStatus(status),
    });
  },
);

function redriveStatus(status: ExecutionStatus) {
  if (status !== 'RUNNING' && status !== 'SUCCEEDED') return { redriveStatus: 'REDRIVABLE' };
  return {
    redriveStatus: 'NOT_REDRIVABLE',
    redriveStatusReason: `Execution is ${status} and cannot be redriven`,
  };
}
