/** `treadle completion`: what shells complete the command line by. */

import { defineCommand, UsageError } from '../command.ts';
import { completionScript, isShell } from '../completion.ts';
import { EXIT } from '../exit-codes.ts';

export const completion = defineCommand({
  summary: 'print what a shell completes the command line by',
  usage: 'bash|zsh|fish',
  options: {},
  examples: [
    [
      'source <(treadle completion bash)',
      'completes in this bash; put the line into ~/.bashrc for all',
    ],
    ['treadle completion zsh > ~/.zfunc/_treadle', 'for zsh, in a folder of its $fpath'],
    ['treadle completion fish > ~/.config/fish/completions/treadle.fish', 'for fish'],
  ],
  async run({ operands: [shell = ''], terminal, commands }) {
    if (!isShell(shell)) throw new UsageError('Which shell? treadle completion bash, zsh or fish');
    terminal.print(completionScript(shell, commands));
    return EXIT.SUCCEEDED;
  },
});
