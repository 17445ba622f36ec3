/** `treadle fork`: starts an execution anew from a place in the history of another. */

import { isObject, type JsonObject, parseJson } from '../../../core/json.ts';
import { closest } from '../../../core/local/closest.ts';
import { type Api, createApi } from '../api.ts';
import { defineCommand, endpointOptions, UsageError } from '../command.ts';
import { checkedDefinition } from '../definition.ts';
import { EXIT } from '../exit-codes.ts';
import { history } from '../follow.ts';
import { jsonArgument } from '../json-argument.ts';
import { executionArn } from '../resources.ts';

export const fork = defineCommand({
  summary: 'start an execution anew from a place in the history of another',
  usage: '<execution> [options]',
  about: `The new execution begins at a state of the other one, with what that state got there: the last that was entered, unless --from or --event
says another. What came before is not run again. Prints the ARN.`,
  options: {
    from: {
      type: 'string',
      value: '<state>',
      help: 'begin at that state, where it was entered last',
    },
    event: {
      type: 'string',
      value: '<id>',
      help: 'begin where the execution stood after that event of its history',
    },
    name: { type: 'string', value: '<name>', help: 'the name of the new execution' },
    input: {
      type: 'string',
      short: 'i',
      value: '<json>',
      help: 'what the state gets instead: JSON, @file, or - for standard input',
    },
    definition: { type: 'string', value: '<file>', help: 'run by that definition instead' },
    ...endpointOptions,
  },
  examples: [
    [
      'treadle fork orders:monday --from Ship --input \'{"country": "FR"}\'',
      'ships again, elsewhere',
    ],
    [
      'treadle fork orders:monday --definition mended.asl.json',
      'tries a mended definition where the old one failed',
    ],
  ],
  async run({ operands: [given], values, terminal }) {
    const { from, event, name, input, definition } = values;
    if (from !== undefined && event !== undefined) {
      throw new UsageError('--from and --event exclude each other.');
    }
    if (event !== undefined && !/^[1-9]\d*$/.test(event)) {
      throw new UsageError(`--event takes the id of an event, not "${event}".`);
    }
    const changes: JsonObject = {
      ...(name !== undefined && { name }),
      ...(input !== undefined && {
        input: parseJson(await jsonArgument(input, '--input', terminal)),
      }),
      ...(definition !== undefined && {
        definition: (await checkedDefinition(definition, terminal.style)).json,
      }),
    };
    const api = createApi(values, terminal);
    const arn = await executionArn(api, given);
    const eventId = event === undefined ? await lastEntered(api, arn, from) : Number(event);
    const answer = await api.post(`/executions/${encodeURIComponent(arn)}/fork`, {
      ...changes,
      eventId,
    });
    api.close();
    terminal.print(String(answer.executionArn));
    const { state } = isObject(answer.forkedFrom) ? answer.forkedFrom : {};
    terminal.note(`Begins at ${state}`);
    return EXIT.SUCCEEDED;
  },
});

/** The event by which a state was entered last. @throws {UsageError} when none was */
async function lastEntered(api: Api, arn: string, state: string | undefined): Promise<number> {
  const names: string[] = [];
  let found: number | undefined;
  for await (const { id, stateEnteredEventDetails: details } of history(api, arn)) {
    if (!isObject(details)) continue;
    const name = String(details.name);
    names.push(name);
    if (state === undefined || name === state) found = Number(id);
  }
  if (found !== undefined) return found;
  const near = state === undefined ? undefined : closest(state, names);
  throw new UsageError(
    `The execution never entered ${state ?? 'a state'}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
  );
}
