/** `treadle start`: what `npm start` does. */

import { HELP } from '../../dev/flags.ts';
import { startServer } from '../../dev/start.ts';
import { defineCommand, type Options } from '../command.ts';
import { EXIT } from '../exit-codes.ts';

/** The flags explain themselves in one text, for both ways to give them. */
function optionsOf(help: string): Options {
  const flags = help.replaceAll(/\n {10,}/g, ' ').matchAll(/^ {2}--(\S+)(?: (<\S+))? +(.*)$/gm);
  return Object.fromEntries(
    [...flags]
      .filter(([, name]) => name !== 'help')
      .map(([, name = '', value, text = '']) => [
        name,
        value === undefined
          ? { type: 'boolean', help: text }
          : { type: 'string', value, help: text },
      ]),
  );
}

export const start = defineCommand({
  summary: 'run Treadle on this machine: the API, and what it needs',
  usage: '[options]',
  options: optionsOf(HELP),
  examples: [
    [
      'treadle start --functions my-functions',
      'serves the API at http://127.0.0.1:8083, and your functions to its Tasks',
    ],
    ['treadle start --memory --port 0 --no-examples', 'keeps nothing, and takes any free port'],
  ],
  async raw(args) {
    await startServer(args);
    return EXIT.SUCCEEDED;
  },
  async run() {
    return EXIT.SUCCEEDED;
  },
});
