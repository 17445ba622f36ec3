/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */

import { parseExecutionInput } from '../execution-input.ts';
import { checkName, machineOf, optionalName, requiredArn } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { text } from '../shape.ts';
import { startNamed } from '../start.ts';

export const startExecution = defineOperation(
  {
    stateMachineArn: requiredArn(),
    name: optionalName(),
    input: text(),
    traceHeader: text({ max: 256 }),
  },
  async (context, { stateMachineArn, name = context.newId(), input = '{}' }) => {
    checkName(name);
    const value = parseExecutionInput(context.runtime, input);
    const machine = await machineOf(context, stateMachineArn, context.random());
    const { arn, startedAt } = await startNamed(context, machine, name, value);
    return { executionArn: arn, startDate: epochSeconds(startedAt) };
  },
);
