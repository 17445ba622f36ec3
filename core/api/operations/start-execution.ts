/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */

import { parseExecutionInput } from '../execution-input.ts';
import { checkName, machineOf, optionalName, requiredArn } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { text } from '../shape.ts';
import { startNamed } from '../start.ts';
import { testCaseOf } from '../test-case.ts';
import { traced, traceHeader } from '../trace-header.ts';

export const startExecution = defineOperation(
  {
    stateMachineArn: requiredArn(),
    name: optionalName(),
    input: text(),
    traceHeader: traceHeader(),
  },
  async (context, { stateMachineArn: arn, name = context.newId(), input = '{}', ...given }) => {
    checkName(name);
    const value = parseExecutionInput(context.runtime, input);
    const { stateMachineArn, testCase } = testCaseOf(context, arn);
    const machine = await machineOf(context, stateMachineArn, context.random());
    const started = await startNamed(context, machine, name, value, {
      ...(testCase !== undefined && { testCase }),
      ...traced(given),
    });
    return { executionArn: started.arn, startDate: epochSeconds(started.startedAt) };
  },
);
