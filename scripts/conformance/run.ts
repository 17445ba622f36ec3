/** Running many cases against one endpoint, some at a time. */

import type { Case } from './case.ts';
import type { LambdaServer } from './lambda-server.ts';
import { replayCase } from './replay.ts';
import type { CaseServices } from './services/index.ts';
import { unsupported } from './support.ts';
import { judge, notReplayed, type Verdict } from './verdict.ts';

export interface RunOptions {
  endpoint: string;
  lambda: LambdaServer;
  services: CaseServices;
  concurrency?: number;
  deadlineMs?: number;
  /** Told of each verdict as it falls. */
  onVerdict?: (verdict: Verdict) => void;
}

/** Replays the cases and returns their verdicts in the order of the cases. */
export async function runCases(cases: Case[], options: RunOptions): Promise<Verdict[]> {
  const { concurrency = 8 } = options;
  const verdicts: Verdict[] = [];
  options.services.endpoints.logs = options.endpoint;
  const rest = cases.entries();
  const worker = async (): Promise<void> => {
    for (const [at, recorded] of rest) {
      const verdict = await runCase(recorded, options);
      verdicts[at] = verdict;
      options.onVerdict?.(verdict);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, worker));
  return verdicts;
}

async function runCase(recorded: Case, options: RunOptions): Promise<Verdict> {
  const reason = unsupported(recorded);
  if (reason !== undefined) return notReplayed(recorded, reason);
  options.lambda.add(recorded.lambdas ?? {});
  return judge(
    recorded,
    await replayCase(recorded, options.endpoint, options.deadlineMs ?? 90_000, options.services),
  );
}
