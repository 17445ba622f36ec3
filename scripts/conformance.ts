/** Replays the recorded answers of AWS against Treadle and prints how far they agree. */

import { parseArgs } from 'node:util';
import { CASES, type Case, casesExist, loadCases } from './conformance/case.ts';
import { type LambdaServer, startLambdaServer } from './conformance/lambda-server.ts';
import { passingAfter, readPassing, writeDiffering, writePassing } from './conformance/passing.ts';
import { failure, report, scores } from './conformance/report.ts';
import { runCases } from './conformance/run.ts';
import { type CaseServices, startCaseServices } from './conformance/services/index.ts';
import { startTarget } from './conformance/target.ts';
import type { Verdict } from './conformance/verdict.ts';

const USAGE = `usage: npm run conformance -- [options]
  --group NAME       only this group (may be given again)
  --case TEXT        only cases whose file name contains TEXT
  --endpoint URL     a Treadle that runs already; start it with --endpoint lambda=http://127.0.0.1:PORT
  --lambda-port PORT where the cases' functions are served (default: any free port)
  --concurrency N    cases at a time (default 8)
  --deadline SECONDS for one case (default 90)
  --diff             every difference in full
  --verbose          each verdict as it falls
  --json             the verdicts as JSON
  --update           rewrite the list of passing cases`;

const options = {
  group: { type: 'string', multiple: true },
  case: { type: 'string' },
  endpoint: { type: 'string' },
  'lambda-port': { type: 'string', default: '0' },
  concurrency: { type: 'string', default: '8' },
  deadline: { type: 'string', default: '90' },
  diff: { type: 'boolean', default: false },
  verbose: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  update: { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof parseArgs<{ options: typeof options }>>['values'];

async function main(): Promise<number> {
  const values = readArguments();
  if (values === undefined) return 2;
  if (values.help) return say(USAGE, 0);
  if (!casesExist()) return say(`no recorded cases in ${CASES}`, 2);
  const cases = loadCases({
    ...(values.group && { groups: values.group }),
    ...(values.case !== undefined && { text: values.case }),
  });
  if (cases.length === 0) return say('no case matches', 2);

  const lambda = await startLambdaServer(Number(values['lambda-port']));
  const services = await startCaseServices();
  try {
    const verdicts = await replayAll(cases, { lambda, services }, values);
    show(verdicts, values);
    if (values.update) update(verdicts);
    return verdicts.every(({ strict, unsupported }) => strict || unsupported) ? 0 : 1;
  } finally {
    await lambda.close();
    await services.close();
  }
}

async function replayAll(
  cases: Case[],
  { lambda, services }: { lambda: LambdaServer; services: CaseServices },
  values: Values,
): Promise<Verdict[]> {
  const own = values.endpoint === undefined;
  const local = own ? await startTarget(lambda, services) : undefined;
  try {
    return await runCases(cases, {
      endpoint: local?.url ?? values.endpoint ?? '',
      lambda,
      services,
      concurrency: Number(values.concurrency),
      deadlineMs: Number(values.deadline) * 1000,
      ...(values.verbose && {
        onVerdict: (verdict) => process.stderr.write(`${lineOf(verdict)}\n`),
      }),
    });
  } finally {
    await local?.close();
  }
}

function update(verdicts: Verdict[]): void {
  const passing = passingAfter(readPassing(), verdicts);
  writePassing(passing);
  writeDiffering(passing);
}

function show(verdicts: Verdict[], { json, diff }: Values): void {
  const text = json
    ? JSON.stringify({ ...scores(verdicts), verdicts }, null, 2)
    : report(verdicts, diff);
  process.stdout.write(`${text}\n`);
}

function lineOf(verdict: Verdict): string {
  if (verdict.unsupported !== undefined) return `skipped ${verdict.file} (${verdict.unsupported})`;
  return verdict.strict ? `passes  ${verdict.file}` : failure(verdict, false);
}

function readArguments(): Values | undefined {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    say(`${error instanceof Error ? error.message : error}\n${USAGE}`, 2);
    return undefined;
  }
}

function say(text: string, code: number): number {
  (code === 0 ? process.stdout : process.stderr).write(`${text}\n`);
  return code;
}

process.exitCode = await main();
