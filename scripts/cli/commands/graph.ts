/** `treadle graph`: draws a definition. */

import { writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { layoutOf } from '../../../core/graph/layout.ts';
import { mermaidOf } from '../../../core/graph/mermaid.ts';
import { svgOf } from '../../../core/graph/svg.ts';
import { machineNameOf } from '../../../core/local/definition-file.ts';
import { defineCommand, UsageError } from '../command.ts';
import { checkedDefinition } from '../definition.ts';
import { EXIT } from '../exit-codes.ts';

export const graph = defineCommand({
  summary: 'draw a definition, as SVG or Mermaid',
  usage: '<file> [options]',
  takesFiles: true,
  options: {
    svg: { type: 'boolean', help: 'draw it as SVG [unless --mermaid]' },
    mermaid: {
      type: 'boolean',
      help: 'write it as a Mermaid flowchart, which Markdown pages show',
    },
    theme: {
      type: 'string',
      value: '<theme>',
      choices: ['auto', 'light', 'dark'],
      help: 'the colours of the SVG [auto]',
    },
    output: {
      type: 'string',
      short: 'o',
      value: '<file>',
      help: 'where to write it [standard output]',
    },
  },
  examples: [
    ['treadle graph orders.asl.json -o orders.svg', 'draws it into a file'],
    ['treadle graph orders.asl.yaml --mermaid', 'prints a flowchart for a README'],
  ],
  async run({ operands: [file], values, terminal }) {
    if (file === undefined) throw new UsageError('Which definition? treadle graph <file>');
    if (values.svg && values.mermaid)
      throw new UsageError('--svg and --mermaid exclude each other.');
    const { definition } = await checkedDefinition(file, terminal.style);
    const theme = themeOf(values.theme);
    const text = values.mermaid
      ? mermaidOf(definition)
      : svgOf(layoutOf(definition), { title: machineNameOf(resolve(file)), theme });
    if (values.output === undefined) terminal.print(text.replace(/\n$/, ''));
    else {
      writeFileSync(values.output, text);
      terminal.note(`Wrote ${values.output}`);
    }
    return EXIT.SUCCEEDED;
  },
});

function themeOf(given: string | undefined): 'auto' | 'light' | 'dark' {
  return given === 'light' || given === 'dark' ? given : 'auto';
}
