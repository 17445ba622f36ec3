/** The runtime that every function of the stack works with, made once per execution environment. */

import { createPorts, type Environment } from '../core/aws/index.ts';
import type { Ports } from '../core/ports.ts';
import { createRuntime, type Runtime } from '../core/runtime/runtime.ts';
import { metricsFor } from './metrics.ts';

/** The longest invocation of the step function, as `serverless.yml` sets it. */
const LONGEST_INVOCATION_MS = 900_000;

const env: Environment = process.env;
const region = env.AWS_REGION ?? 'us-east-1';

const ports: Ports = createPorts(env, async (target, body) => {
  // The API is nothing to load with every step.
  const { answerApi } = await import('./api-answer.ts');
  return answerApi(runtime, { target, body });
});
if (env.SFN_MOCK_CONFIG) {
  const { readMockConfig } = await import('../core/local/mock-config.ts');
  ports.mocks = readMockConfig(env.SFN_MOCK_CONFIG);
}

const home = { partition: partitionOf(region), region, account: env.TREADLE_ACCOUNT_ID ?? '' };
const metrics = metricsFor(env.TREADLE_METRICS, home);
if (metrics) ports.metrics = metrics;

export const runtime: Runtime = createRuntime(ports, {
  home,
  ...(env.TREADLE_PAYLOAD_LIMIT && { payloadLimit: Number(env.TREADLE_PAYLOAD_LIMIT) }),
  fuse: env.TREADLE_FUSE === 'true',
  retryDelayMs: Number(env.TREADLE_RETRY_DELAY_SECONDS || 60) * 1000,
  longestInvocationMs: LONGEST_INVOCATION_MS,
  tokenSecret: env.TREADLE_TOKEN_SECRET ?? '',
  retentionMs: Number(env.TREADLE_RETENTION_DAYS || 90) * 86_400_000,
});

function partitionOf(name: string): string {
  if (name.startsWith('cn-')) return 'aws-cn';
  return name.startsWith('us-gov-') ? 'aws-us-gov' : 'aws';
}
