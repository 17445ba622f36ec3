/** Holds the cases that agree with AWS: none of them may be lost again. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LocalServer } from '../../core/local/index.ts';
import { casesExist, loadCases } from '../../scripts/conformance/case.ts';
import { type LambdaServer, startLambdaServer } from '../../scripts/conformance/lambda-server.ts';
import { readDiffering, readPassing } from '../../scripts/conformance/passing.ts';
import { failure } from '../../scripts/conformance/report.ts';
import { runCases } from '../../scripts/conformance/run.ts';
import { type CaseServices, startCaseServices } from '../../scripts/conformance/services/index.ts';
import { startTarget } from '../../scripts/conformance/target.ts';

// The recorded answers lie beside the repository, not in it; in CI their absence is a failure.
describe.runIf(casesExist() || process.env.CI)('the cases that passed before', () => {
  let lambda: LambdaServer;
  let services: CaseServices;
  let local: LocalServer;
  beforeAll(async () => {
    lambda = await startLambdaServer();
    services = await startCaseServices();
    local = await startTarget(lambda, services);
  });
  afterAll(async () => {
    await local?.close();
    await lambda?.close();
    await services?.close();
  });

  it('are all but those whose difference is explained', () => {
    const passing = new Set(readPassing());
    const others = loadCases().filter(({ file }) => !passing.has(file));
    expect(others.map(({ file }) => file)).toEqual(Object.keys(readDiffering()).sort());
  });

  it('still pass', { timeout: 900_000 }, async () => {
    const files = readPassing();
    const cases = loadCases({ files });
    expect(cases.map(({ file }) => file)).toEqual(files);
    const verdicts = await runCases(cases, { endpoint: local.url, lambda, services });
    const lost = verdicts.filter(({ strict }) => !strict);
    expect(lost.map((verdict) => failure(verdict, false)).join('\n')).toBe('');
  });
});
