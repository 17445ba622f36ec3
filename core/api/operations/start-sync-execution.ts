/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartSyncExecution.html */

import { executionArn, stateMachineArn } from '../../arn.ts';
import type { Timestamp } from '../../engine/execution.ts';
import { rootOf } from '../../engine/execution-id.ts';
import { textOf } from '../../json.ts';
import { runExpress } from '../../runtime/run-express.ts';
import { parseExecutionInput } from '../execution-input.ts';
import { checkActive, checkName, expressMachineOf, optionalName, requiredArn } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { answer, text } from '../shape.ts';
import { testCaseOf } from '../test-case.ts';
import { traced, traceHeader } from '../trace-header.ts';

export const startSyncExecution = defineOperation(
  {
    stateMachineArn: requiredArn(),
    name: optionalName(),
    input: text(),
    traceHeader: traceHeader(),
    includedData: text({ values: ['ALL_DATA', 'METADATA_ONLY'] }),
  },
  async (context, { stateMachineArn: arn, name = context.newId(), input = '{}', ...options }) => {
    const { settings } = context.runtime;
    checkName(name);
    parseExecutionInput(context.runtime, input);
    const asked = testCaseOf(context, arn);
    const { machine, revision } = await expressMachineOf(
      context,
      asked.stateMachineArn,
      context.random(),
    );
    checkActive(context, machine);
    const { state, committedAt } = await runExpress(context.runtime, {
      machine: machine.name,
      revision: revision.id,
      name,
      run: context.newId(),
      input,
      ...(asked.testCase !== undefined && { testCase: asked.testCase }),
      ...traced(options),
    });
    const withData = options.includedData !== 'METADATA_ONLY';
    const output = withData && state.output !== undefined ? textOf(state.output) : undefined;
    return answer({
      executionArn: executionArn(settings.home, state.id),
      stateMachineArn: stateMachineArn(settings.home, rootOf(state.id).machine),
      name,
      status: state.status,
      startDate: epochSeconds(state.startedAt),
      stopDate: epochSeconds(committedAt),
      input: withData ? input : undefined,
      inputDetails: withData ? { included: true } : undefined,
      output,
      outputDetails: output === undefined ? undefined : { included: true },
      error: state.failure?.error,
      cause: withData ? state.failure?.cause : undefined,
      traceHeader: options.traceHeader,
      billingDetails: billingOf(state.startedAt, committedAt),
    });
  },
);

/** As AWS would bill it: by 100 ms and 64 MB, begun ones count. What an execution here needs fits in the first 64 MB. */
function billingOf(start: Timestamp, stop: Timestamp) {
  return {
    billedDurationInMilliseconds: Math.max(1, Math.ceil((stop - start) / 100)) * 100,
    billedMemoryUsedInMB: 64,
  };
}
