/** How a state machine logs, as its revision has it. */

import { parseArn } from '../arn.ts';
import type { Logging } from '../engine/log-event.ts';
import { isObject, type Json } from '../json.ts';

/** What a revision's configuration asks for; `undefined` where nothing is to be logged. */
export function loggingOf(configuration: Json): Logging | undefined {
  const logging = isObject(configuration) ? configuration.loggingConfiguration : undefined;
  if (!isObject(logging)) return undefined;
  const { level, includeExecutionData, destinations } = logging;
  if (level !== 'ALL' && level !== 'ERROR' && level !== 'FATAL') return undefined;
  const group = Array.isArray(destinations) ? logGroupOf(destinations[0]) : undefined;
  return group === undefined
    ? undefined
    : { level, withData: includeExecutionData === true, group };
}

/** The name of the log group that a destination leads to. */
function logGroupOf(destination: Json | undefined): string | undefined {
  const target = isObject(destination) ? destination.cloudWatchLogsLogGroup : undefined;
  const arn = isObject(target) ? target.logGroupArn : undefined;
  return typeof arn === 'string' ? logGroupName(arn) : undefined;
}

/** The name in a log group's ARN, with or without its `:*`; `undefined` where it is none. */
export function logGroupName(arn: string): string | undefined {
  const parsed = parseArn(arn);
  if (parsed?.service !== 'logs') return undefined;
  return /^log-group:([^:*]+)(?::\*)?$/.exec(parsed.resource)?.[1];
}
