/** `treadle help`: what there is, and all about one command. */

import { defineCommand, UsageError } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { helpOf, overview } from '../help.ts';

export const help = defineCommand({
  summary: 'say what there is, or all about one command',
  usage: '[command]',
  options: {},
  examples: [['treadle help run', 'says what run does, and how']],
  async run({ operands: [name], terminal, commands }) {
    if (name === undefined) {
      terminal.print(overview(commands));
      return EXIT.SUCCEEDED;
    }
    const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
    if (!command) throw new UsageError(`There is no command ${name}.`);
    terminal.print(helpOf(name, command));
    return EXIT.SUCCEEDED;
  },
});
