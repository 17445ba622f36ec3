/** `treadle redrive`: lets an execution go on where it failed. */

import { createApi } from '../api.ts';
import { defineCommand, endpointOptions } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { executionArn } from '../resources.ts';

export const redrive = defineCommand({
  summary: 'let an execution go on where it failed',
  usage: '<execution> [options]',
  options: endpointOptions,
  examples: [['treadle redrive orders:monday', 'tries the state again that failed']],
  async run({ operands: [given], values, terminal }) {
    const api = createApi(values, terminal);
    const arn = await executionArn(api, given);
    await api.call('RedriveExecution', { executionArn: arn });
    api.close();
    terminal.note(`Goes on: ${arn}`);
    return EXIT.SUCCEEDED;
  },
});
