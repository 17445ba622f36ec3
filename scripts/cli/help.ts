/** The help texts: what the terminal and docs/cli.md show. */

import type { Command, Commands, Option } from './command.ts';
import { EXIT_MEANINGS } from './exit-codes.ts';

const ABOUT = 'treadle: Step Functions that you own';

/** What there is. */
export function overview(commands: Commands): string {
  const rows = Object.entries(commands).map(([name, { summary }]) => [name, summary] as const);
  return `${ABOUT}

Usage: treadle <command> [options]

Commands:
${table(rows)}

Exit codes:
${table(EXIT_MEANINGS.map(([code, meaning]) => [String(code), meaning]))}

treadle help <command> says more. NO_COLOR turns colours off.`;
}

/** All about one command. */
export function helpOf(
  name: string,
  { usage, summary, about, options, examples }: Command,
): string {
  const rows = Object.entries(options).map(([option, described]) => row(option, described));
  const parts = [
    `${summary}${about ? `\n\n${about}` : ''}`,
    `Usage: treadle ${name}${usage ? ` ${usage}` : ''}`,
    ...(rows.length > 0 ? [`Options:\n${table(rows)}`] : []),
    `Examples:\n${examples.map(([line, what]) => `  ${line}\n      ${what}`).join('\n')}`,
  ];
  return parts.join('\n\n');
}

function row(name: string, { short, value, multiple, help }: Option): readonly [string, string] {
  const flag = `${short === undefined ? '' : `-${short}, `}--${name}${value ? ` ${value}` : ''}`;
  return [flag, `${help}${multiple ? '; repeatable' : ''}`];
}

function table(rows: readonly (readonly [string, string])[]): string {
  const width = Math.max(...rows.map(([first]) => first.length));
  return rows.map(([first, second]) => `  ${first.padEnd(width)}  ${second}`).join('\n');
}
