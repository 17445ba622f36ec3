/** `treadle logs`: the history of an execution, and what is added to it. */

import { isObject, type JsonObject } from '../../../core/json.ts';
import { createApi } from '../api.ts';
import { causeLine } from '../cause.ts';
import { defineCommand, endpointOptions } from '../command.ts';
import { EXIT, exitCodeOf } from '../exit-codes.ts';
import { followHistory, history } from '../follow.ts';
import { executionArn } from '../resources.ts';
import type { Colour, Terminal } from '../terminal.ts';

export const logs = defineCommand({
  summary: 'show the history of an execution, and follow it',
  usage: '<execution> [options]',
  about: `An execution is named by its ARN, as <machine>:<name>, or by <machine> for its last. With --follow the exit code tells how
it ended.`,
  options: {
    follow: { type: 'boolean', short: 'f', help: 'go on until it has ended' },
    json: { type: 'boolean', help: 'print the events as JSON, a line each' },
    ...endpointOptions,
  },
  examples: [
    ['treadle logs -f orders', 'follows the last execution of orders'],
    ['treadle logs orders:monday --json', 'prints the events of one execution as JSON'],
  ],
  async run({ operands: [given], values, terminal }) {
    const api = createApi(values, terminal);
    let interrupted = false;
    const release = terminal.onInterrupt(() => {
      interrupted = true;
    });
    try {
      const arn = await executionArn(api, given);
      let last = 0;
      const show = (event: JsonObject) => {
        last = Number(event.id);
        terminal.print(values.json ? JSON.stringify(event) : lineOf(event, terminal));
      };
      for await (const event of history(api, arn)) show(event);
      if (!values.follow) return EXIT.SUCCEEDED;
      for await (const event of followHistory(api, arn, last, () => interrupted)) show(event);
      if (interrupted) return EXIT.INTERRUPTED;
      const { status } = await api.call('DescribeExecution', { executionArn: arn });
      return exitCodeOf(String(status));
    } finally {
      release();
      api.close();
    }
  },
});

/** `12:00:01.250  TaskFailed  Pay  Payment.Busy: try again` */
function lineOf(event: JsonObject, { style }: Terminal): string {
  const type = String(event.type);
  const time = new Date(Number(event.timestamp) * 1000).toISOString().slice(11, 23);
  const details = Object.entries(event).find(([key]) => key.endsWith('EventDetails'))?.[1];
  const { name, error, cause, resource } = isObject(details) ? details : {};
  const failure = [error, typeof cause === 'string' ? causeLine(cause) : undefined]
    .filter((part) => part)
    .join(': ');
  const said = [name ?? resource, failure].filter((part) => part).join('  ');
  return `${style('dim', time)}  ${style(colourOf(type), type.padEnd(22))}  ${said}`.trimEnd();
}

function colourOf(type: string): Colour {
  if (/Failed|TimedOut|Aborted/.test(type)) return 'red';
  return type.endsWith('Succeeded') ? 'green' : 'bold';
}
