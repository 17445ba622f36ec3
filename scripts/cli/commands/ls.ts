/** `treadle ls`: state machines, or the executions of one. */

import type { JsonObject } from '../../../core/json.ts';
import { type Api, createApi } from '../api.ts';
import { defineCommand, endpointOptions, jsonOption, UsageError } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { machineArn } from '../resources.ts';
import { columns, shownTime } from '../table.ts';
import type { Colour, Terminal } from '../terminal.ts';

const STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'] as const;

export const ls = defineCommand({
  summary: 'list state machines, or the executions of one',
  usage: '[machine] [options]',
  options: {
    status: {
      type: 'string',
      value: '<status>',
      choices: STATUSES,
      help: 'only executions of that status',
    },
    limit: { type: 'string', short: 'n', value: '<number>', help: 'no more than so many [50]' },
    ...endpointOptions,
    ...jsonOption,
  },
  examples: [
    ['treadle ls', 'lists the state machines'],
    [
      'treadle ls orders --status FAILED',
      'lists the executions of orders that failed, the newest first',
    ],
  ],
  async run({ operands: [machine], values, terminal }) {
    if (machine === undefined && values.status !== undefined) {
      throw new UsageError('--status is one of executions: treadle ls <machine> --status …');
    }
    const limit = Number(values.limit ?? 50);
    if (!Number.isInteger(limit) || limit < 1) {
      throw new UsageError(`--limit takes a whole number from 1 on, not "${values.limit}".`);
    }
    const api = createApi(values, terminal);
    const found =
      machine === undefined
        ? await api.list('ListStateMachines', {}, 'stateMachines', limit)
        : await executions(api, machine, values.status, limit);
    api.close();
    if (values.json) terminal.print(JSON.stringify(found, undefined, 2));
    else print(machine === undefined ? machines(found) : runs(found, terminal), terminal);
    return EXIT.SUCCEEDED;
  },
});

async function executions(api: Api, machine: string, status: string | undefined, limit: number) {
  const stateMachineArn = await machineArn(api, machine);
  const input = { stateMachineArn, ...(status !== undefined && { statusFilter: status }) };
  return api.list('ListExecutions', input, 'executions', limit);
}

function machines(found: JsonObject[]): string[][] {
  return found.map(({ name, type, creationDate }) => [
    String(name),
    String(type),
    shownTime(creationDate),
  ]);
}

function runs(found: JsonObject[], { style }: Terminal): string[][] {
  return found.map(({ name, status, startDate, stopDate }) => [
    style(colourOf(String(status)), String(status).padEnd(9)),
    shownTime(startDate),
    shownTime(stopDate).padEnd(19),
    String(name),
  ]);
}

export function colourOf(status: string): Colour {
  if (status === 'SUCCEEDED') return 'green';
  if (status === 'RUNNING') return 'blue';
  return status === 'ABORTED' ? 'yellow' : 'red';
}

function print(rows: string[][], terminal: Terminal): void {
  if (rows.length === 0) terminal.note('There are none.');
  else terminal.print(columns(rows).join('\n'));
}
