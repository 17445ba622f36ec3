/** `treadle stop`: stops an execution. */

import { createApi } from '../api.ts';
import { defineCommand, endpointOptions } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { executionArn } from '../resources.ts';

export const stop = defineCommand({
  summary: 'stop an execution',
  usage: '<execution> [options]',
  options: {
    error: { type: 'string', value: '<name>', help: 'the error that it ends with' },
    cause: { type: 'string', value: '<text>', help: 'why' },
    ...endpointOptions,
  },
  examples: [["treadle stop orders:monday --cause 'wrong prices'", 'stops it, and says why']],
  async run({ operands: [given], values, terminal }) {
    const api = createApi(values, terminal);
    const arn = await executionArn(api, given);
    await api.call('StopExecution', {
      executionArn: arn,
      ...(values.error !== undefined && { error: values.error }),
      ...(values.cause !== undefined && { cause: values.cause }),
    });
    api.close();
    terminal.note(`Stopped ${arn}`);
    return EXIT.SUCCEEDED;
  },
});
