/** The page that says what works: made from the tables of the code and the list of cases that agree with AWS. */

import * as sdk from '@aws-sdk/client-sfn';
import { operations } from '../../core/api/operations/index.ts';
import { comparatorNames } from '../../core/asl/choice/comparators.ts';
import { intrinsics } from '../../core/asl/intrinsics/index.ts';
import { integrations } from '../../core/integrations/index.ts';
import { servesResource } from '../../core/runtime/prepare-call.ts';
import { readDiffering, readPassing } from '../conformance/passing.ts';
import { isSupported, probes } from './probes.ts';
import recorded from './recorded-cases.json' with { type: 'json' };
import { taskResources } from './task-resources.ts';

/** The text of `docs/feature-support.md`. */
export async function renderFeatureSupport(): Promise<string> {
  return [
    '# What works',
    'Made by `npm run docs` from the tables of the code and from the answers that agree with those of AWS. Do not edit it.',
    ...(await language()),
    ...tasks(),
    ...api(),
    ...conformance(),
    '',
  ].join('\n\n');
}

async function language(): Promise<string[]> {
  const rows = await Promise.all(
    probes.map(async (probe) => [probe.feature, yesNo(await isSupported(probe))]),
  );
  const functions = Object.keys(intrinsics).map((name) => `\`${name}\``);
  const comparators = comparatorNames.map((name) => `\`${name}\``);
  return [
    '## The language',
    'All eight state types run: Choice, Fail, Map, Parallel, Pass, Succeed, Task, Wait.',
    table(['feature', 'runs'], rows),
    `Intrinsic functions, ${functions.length} of 18: ${functions.join(', ')}.`,
    `Comparators of JSONPath choices, ${comparators.length}, besides \`And\`, \`Or\` and \`Not\`: ${comparators.join(', ')}.`,
  ];
}

function tasks(): string[] {
  const has = (resource: string | undefined): string =>
    resource === undefined ? '–' : yesNo(servesResource(resource));
  const rows = Object.entries(integrations);
  return [
    '## Tasks',
    'A dash: Step Functions has no such form either. A machine that names a resource which Treadle or Step Functions lacks is refused when it is made; where only Treadle lacks it, the message says what to call instead.',
    table(
      ['service', 'call', 'wait for the job (`.sync`)', 'wait for an answer (`.waitForTaskToken`)'],
      taskResources.map(({ service, call, sync, callback }) => [
        service,
        has(call),
        has(sync),
        has(callback),
      ]),
    ),
    'When a worker dies during a call, nobody knows whether it was made ([guarantees](guarantees.md)). These are called again:',
    names(rows.filter(([, { idempotent }]) => idempotent)),
    'These are not; the attempt fails, and `Retry` decides:',
    table(
      ['resource', 'error of an unknown outcome'],
      [
        ...Map.groupBy(
          rows.filter(([, { idempotent }]) => !idempotent),
          ([, { lost }]) => lost.error,
        ),
      ].map(([error, members]) => [names(members), `\`${error}\``]),
    ),
    'Of the actions by the AWS SDK, those that read by their name (`get…`, `list…`, `describe…`) are called again, and those whose model has a client token.',
  ];
}

function names(rows: [string, unknown][]): string {
  return rows.map(([key]) => `\`${key.replace(/^states:/, '')}\``).join(', ');
}

function api(): string[] {
  const all = Object.keys(sdk)
    .filter((name) => name.endsWith('Command') && name !== '$Command')
    .map((name) => name.slice(0, -'Command'.length))
    .sort();
  const present = all.filter((name) => Object.hasOwn(operations, name));
  const missing = all.filter((name) => !Object.hasOwn(operations, name));
  return [
    '## The API',
    `${present.length} of the ${all.length} operations of Step Functions: ${present.join(', ')}.`,
    ...(missing.length > 0
      ? [`Not yet, answered with \`UnknownOperationException\`: ${missing.join(', ')}.`]
      : []),
  ];
}

function conformance(): string[] {
  const groups = Object.entries(recorded);
  const passing = readPassing();
  const inGroup = (group: string) => passing.filter((file) => file.startsWith(`${group}/`)).length;
  const total = groups.reduce((sum, [, count]) => sum + count, 0);
  return [
    '## Compared with AWS',
    'Recorded answers of Step Functions, history included, replayed against local mode (`npm run conformance`). A case agrees only if every answer is the same to the letter, up to ids and times.',
    table(
      ['group', 'cases', 'agree'],
      [
        ...groups.map(([group, count]) => [group, String(count), String(inGroup(group))]),
        ['all', String(total), String(passing.length)],
      ],
    ),
    'Why the others differ:',
    table(
      ['case', 'why'],
      Object.entries(readDiffering()).map(([file, why]) => [`\`${file}\``, why]),
    ),
  ];
}

function yesNo(is: boolean): string {
  return is ? 'yes' : 'not yet';
}

function table(head: string[], rows: string[][]): string {
  return [head, head.map(() => '---'), ...rows].map((row) => `| ${row.join(' | ')} |`).join('\n');
}
