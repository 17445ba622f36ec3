/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */

import { executionArn } from '../../arn.ts';
import { startExecution as start } from '../../runtime/start-execution.ts';
import { ApiError, typeNotSupported } from '../errors.ts';
import { parseExecutionInput } from '../execution-input.ts';
import { checkName, machineOf, optionalName, requiredArn } from '../names.ts';
import { defineOperation, epochSeconds } from '../operation.ts';
import { text } from '../shape.ts';

export const startExecution = defineOperation(
  {
    stateMachineArn: requiredArn(),
    name: optionalName(),
    input: text(),
    traceHeader: text({ max: 256 }),
  },
  async (context, request) => {
    const { runtime } = context;
    const { name = context.newId() } = request;
    checkName(name);
    const input = parseExecutionInput(runtime.settings.payloadLimit, request.input);
    const { machine, revision } = await machineOf(context, request.stateMachineArn);
    // Express machines can be made and changed; running them is not there yet.
    if (machine.type === 'EXPRESS') throw typeNotSupported();
    const result = await start(runtime, {
      machine: machine.name,
      revision: revision.id,
      name,
      input,
      deliveryId: context.newId(),
    });
    const arn = executionArn(runtime.settings.home, result.id);
    if (result.outcome === 'taken') {
      throw new ApiError('ExecutionAlreadyExists', `Execution Already Exists: '${arn}'`);
    }
    return { executionArn: arn, startDate: epochSeconds(result.startedAt) };
  },
);
