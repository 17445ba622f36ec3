/** `treadle redrive`: lets an execution go on where it failed. */

import { type JsonObject, parseJson } from '../../../core/json.ts';
import { createApi } from '../api.ts';
import { defineCommand, endpointOptions } from '../command.ts';
import { checkedDefinition } from '../definition.ts';
import { EXIT } from '../exit-codes.ts';
import { jsonArgument } from '../json-argument.ts';
import { executionArn } from '../resources.ts';

export const redrive = defineCommand({
  summary: 'let an execution go on where it failed',
  usage: '<execution> [options]',
  about:
    'Without options it is RedriveExecution of AWS. With an input or a definition it is what only Treadle does: the execution goes on by them.',
  options: {
    input: {
      type: 'string',
      short: 'i',
      value: '<json>',
      help: 'what the state gets instead: JSON, @file, or - for standard input',
    },
    definition: { type: 'string', value: '<file>', help: 'go on by that definition' },
    ...endpointOptions,
  },
  examples: [
    ['treadle redrive orders:monday', 'tries the state again that failed'],
    [
      'treadle redrive orders:monday --definition mended.asl.json',
      'goes on by a definition without the mistake',
    ],
  ],
  async run({ operands: [given], values, terminal }) {
    const { input, definition } = values;
    const changes: JsonObject = {
      ...(input !== undefined && {
        input: parseJson(await jsonArgument(input, '--input', terminal)),
      }),
      ...(definition !== undefined && {
        definition: (await checkedDefinition(definition, terminal.style)).json,
      }),
    };
    const api = createApi(values, terminal);
    const arn = await executionArn(api, given);
    if (Object.keys(changes).length === 0) {
      await api.call('RedriveExecution', { executionArn: arn });
    } else await api.post(`/executions/${encodeURIComponent(arn)}/redrive`, changes);
    api.close();
    terminal.note(`Goes on: ${arn}`);
    return EXIT.SUCCEEDED;
  },
});
