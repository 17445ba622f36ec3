/** Where the calls of tasks go: to AWS, or where the environment says for a service. */

import { sdkService } from '../../integrations/aws-sdk/services.ts';

const PREFIX = 'TREADLE_TASK_ENDPOINT_';

/** Names that services have elsewhere: in the resources of optimized integrations, in ARNs, in the AWS CLI. */
const ALIASES: Record<string, string[]> = {
  bedrockruntime: ['BEDROCK'],
  cloudwatchlogs: ['LOGS'],
  'execute-api': ['APIGATEWAY'],
  emr: ['ELASTICMAPREDUCE'],
  eventbridge: ['EVENTS'],
  sfn: ['STEPFUNCTIONS', 'STATES'],
};

/**
 * The endpoint for a service's task calls, from `TREADLE_TASK_ENDPOINT_<SERVICE>`; `undefined`: AWS. Any common name of the
 * service will do (`SECRETS_MANAGER`, `SECRETSMANAGER`).
 */
export function taskEndpoint(
  env: Record<string, string | undefined>,
  service: string,
): string | undefined {
  const key = service.toLowerCase();
  const aliases = Object.hasOwn(ALIASES, key) ? (ALIASES[key] ?? []) : [];
  const wanted = [key, sdkService(key)?.client ?? key, ...aliases].map(bare);
  for (const name of wanted) {
    const found = Object.entries(env).find(
      ([variable, value]) =>
        value && variable.startsWith(PREFIX) && bare(variable.slice(PREFIX.length)) === name,
    );
    if (found) return found[1];
  }
  return undefined;
}

function bare(name: string): string {
  return name.toUpperCase().replace(/[^A-Z0-9]/g, '');
}
