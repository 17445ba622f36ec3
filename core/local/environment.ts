/** The environment variables that functions see: the names serverless.yml sets in the cloud, pointed at this machine. */

import type { Home } from '../arn.ts';
import { taskEndpoint } from '../aws/sdk/endpoint.ts';
import { functionArn } from './function-call.ts';

/** What local names have in place of the stack's. */
export const names = {
  table: 'treadle',
  step: 'treadle-step',
  express: 'treadle-express',
  timerQueue: 'treadle-timer',
  failureQueue: 'treadle-failure',
  scheduleGroup: 'treadle',
} as const;

export interface EnvironmentOptions {
  home: Home;
  /** Where we listen. */
  url: string;
  tableUrl: string;
  retryDelaySeconds: number;
  /** Signs task tokens. */
  tokenSecret: string;
  /** Where task calls go, by service: `lambda`. */
  taskEndpoints: Record<string, string>;
  /** The file of the connections of HTTP Tasks; without it there are none. */
  connections?: string | undefined;
  /** Whether states that follow each other without waiting are decided in one step. */
  fuse?: boolean;
  /** Whether HTTP Tasks may call servers on this machine. */
  allowLocalHttp?: boolean;
  /** The source of the events that tell of executions; empty: there are none. */
  statusEvents?: string;
  /** The environment of the process. */
  outer: Record<string, string | undefined>;
}

const PASSED_ON = [
  'SFN_MOCK_CONFIG',
  'TREADLE_METRICS',
  'TREADLE_PAYLOAD_LIMIT',
  'TREADLE_RETENTION_DAYS',
  'TZ',
  'PATH',
];

/** The services that this server answers for, as the SDK's variables for endpoints call them. */
const SERVED = ['CLOUDWATCH_LOGS', 'DYNAMODB', 'EVENTBRIDGE', 'LAMBDA', 'S3', 'SFN', 'SNS', 'SQS'];

/** Tasks reach Step Functions without leaving their function. */
const SERVED_TO_TASKS = SERVED.filter((service) => service !== 'SFN');

/** For our own functions: closed, so that nothing of the user's AWS setup leaks into them. */
export function systemEnvironment(options: EnvironmentOptions): Record<string, string> {
  const { home, url, tableUrl, outer } = options;
  const environment: Record<string, string> = {
    ...credentials(home),
    AWS_ENDPOINT_URL_DYNAMODB: tableUrl,
    AWS_ENDPOINT_URL_EVENTS: url,
    AWS_ENDPOINT_URL_LAMBDA: url,
    AWS_ENDPOINT_URL_LOGS: url,
    AWS_ENDPOINT_URL_SCHEDULER: url,
    AWS_ENDPOINT_URL_SQS: url,
    AWS_ENDPOINT_URL_EVENTBRIDGE: url,
    AWS_CONFIG_FILE: '/dev/null',
    AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
    NODE_ENV: 'production',
    TREADLE_ACCOUNT_ID: home.account,
    TREADLE_TABLE: names.table,
    TREADLE_STEP_FUNCTION: names.step,
    TREADLE_STEP_FUNCTION_ARN: functionArn(home, names.step),
    TREADLE_EXPRESS_FUNCTION: names.express,
    TREADLE_TIMER_QUEUE_URL: `${url}/${home.account}/${names.timerQueue}`,
    TREADLE_FAILURE_QUEUE_ARN: `arn:aws:sqs:${home.region}:${home.account}:${names.failureQueue}`,
    TREADLE_SCHEDULE_GROUP: names.scheduleGroup,
    TREADLE_SCHEDULE_ROLE_ARN: `arn:${home.partition}:iam::${home.account}:role/treadle-schedule`,
    TREADLE_RETRY_DELAY_SECONDS: String(options.retryDelaySeconds),
    TREADLE_TOKEN_SECRET: options.tokenSecret,
    TREADLE_FUSE: String(options.fuse ?? false),
    TREADLE_STATUS_EVENTS: outer.TREADLE_STATUS_EVENTS ?? options.statusEvents ?? '',
    TREADLE_CONNECTIONS: options.connections ?? '',
    TREADLE_ALLOW_LOCAL_HTTP: String(options.allowLocalHttp ?? false),
    // As long as AWS waits: nothing here ends a request sooner.
    TREADLE_ACTIVITY_WAIT_SECONDS: '60',
  };
  for (const name of PASSED_ON) {
    const value = outer[name];
    if (value !== undefined) environment[name] = value;
  }
  const endpoints = taskEndpointVariables(options);
  // Roles are names without a meaning on this machine, unless somebody answers for them.
  const hasSts = taskEndpoint(endpoints, 'sts') !== undefined;
  environment.TREADLE_ASSUME_ROLES = hasSts ? (outer.TREADLE_ASSUME_ROLES ?? 'tasks') : 'none';
  return { ...environment, ...endpoints };
}

/** What is given wins, by whichever of its names a service is called. */
function taskEndpointVariables({ taskEndpoints, url }: EnvironmentOptions): Record<string, string> {
  const variables: Record<string, string> = {};
  for (const [service, endpoint] of Object.entries(taskEndpoints)) {
    variables[`TREADLE_TASK_ENDPOINT_${variableName(service)}`] = endpoint;
  }
  for (const service of SERVED_TO_TASKS) {
    if (taskEndpoint(variables, service) !== undefined) continue;
    variables[`TREADLE_TASK_ENDPOINT_${service}`] = url;
  }
  return variables;
}

/** For the user's functions: their own environment, with what Lambda adds. */
export function userEnvironment(options: EnvironmentOptions): Record<string, string> {
  const environment: Record<string, string> = { ...credentials(options.home) };
  for (const service of SERVED) environment[`AWS_ENDPOINT_URL_${service}`] = options.url;
  for (const [name, value] of Object.entries(options.outer)) {
    if (value !== undefined) environment[name] = value;
  }
  return { ...environment, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' };
}

/** The endpoints that `AWS_ENDPOINT_URL_<SERVICE>` variables name, by service. */
export function endpointsOf(outer: Record<string, string | undefined>): Record<string, string> {
  const prefix = 'AWS_ENDPOINT_URL_';
  const endpoints: Record<string, string> = {};
  for (const [name, value] of Object.entries(outer)) {
    if (value && name.startsWith(prefix)) endpoints[name.slice(prefix.length)] = value;
  }
  return endpoints;
}

function credentials(home: Home): Record<string, string> {
  return {
    AWS_REGION: home.region,
    AWS_DEFAULT_REGION: home.region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_EC2_METADATA_DISABLED: 'true',
  };
}

function variableName(service: string): string {
  return service.toUpperCase().replace(/[^A-Z0-9]+/g, '_');
}
