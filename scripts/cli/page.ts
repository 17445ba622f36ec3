/** The page docs/cli.md: the help texts, and what they have in common. */

import { commands } from './commands/index.ts';
import { EXIT_MEANINGS } from './exit-codes.ts';
import { helpOf } from './help.ts';

const INTRODUCTION = `# The CLI

\`treadle\` runs, checks, draws and deploys state machines, and watches their executions. In a clone it is \`npx treadle\`, or
\`npm run treadle --\`; where the package is installed, \`npx treadle\` too. It runs on Node 24, which npm brings along on Linux
where the machine has another.

\`\`\`sh
npx treadle run examples/order-saga/definition.asl.json --input @examples/order-saga/input.json
npx treadle validate examples
npx treadle graph examples/order-saga/definition.asl.json -o order-saga.svg
\`\`\`

This page is generated from the help texts (\`npm run docs\`).

## In pipes and on screens

What a command is called for goes to standard output, all else to standard error: \`treadle run\` prints the output of the execution
and nothing else, so that \`treadle run … | jq\` works. On a screen it draws the states as a tree while they run; elsewhere it writes a
line for each. \`NO_COLOR\` turns colours off, \`FORCE_COLOR\` on.

## Endpoints

\`ls\`, \`logs\`, \`stop\`, \`redrive\`, \`fork\` and \`deploy\` talk to a Treadle: that of \`--endpoint\`, of \`TREADLE_ENDPOINT\`, of
\`AWS_ENDPOINT_URL_SFN\`, or else to local mode at \`http://127.0.0.1:8083\`. Requests to other machines than this one are signed with your AWS credentials, found
as the AWS SDK finds them, for the service that the host's name shows: \`execute-api\`, \`lambda\` or \`states\`.`;

/** The whole page. */
export function cliPage(): string {
  const codes = EXIT_MEANINGS.map(([code, meaning]) => `| ${code} | ${meaning} |`);
  const sections = Object.entries(commands).map(
    ([name, command]) => `## treadle ${name}\n\n\`\`\`text\n${helpOf(name, command)}\n\`\`\``,
  );
  return [
    INTRODUCTION,
    `## Exit codes\n\n| code | means |\n|---|---|\n${codes.join('\n')}`,
    ...sections,
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
}
