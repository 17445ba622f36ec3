/** Logging, tracing and encryption of a state machine: as requests give them, as they are kept and shown again. */

import { parseArn } from '../arn.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Revision } from '../ports.ts';
import { logGroupName } from '../runtime/logging.ts';
import { completeEncryption, encryptionShape, OWNED_KEY } from './encryption.ts';
import { ApiError } from './errors.ts';
import type { ApiContext } from './operation.ts';
import { answer, flag, type InputOf, list, structure, text } from './shape.ts';

const logGroup = structure({
  cloudWatchLogsLogGroup: structure({ logGroupArn: text({ min: 1, max: 256 }) }),
});

/** The fields which CreateStateMachine and UpdateStateMachine share. */
export const configurationShape = {
  loggingConfiguration: structure({
    level: text({ values: ['ALL', 'ERROR', 'FATAL', 'OFF'] }),
    includeExecutionData: flag(),
    destinations: list(logGroup),
  }),
  tracingConfiguration: structure({ enabled: flag() }),
  ...encryptionShape,
};

export type Configuration = InputOf<typeof configurationShape>;

/** What of a configuration is shown and compared. */
export interface ShownConfiguration {
  loggingConfiguration: JsonObject;
  tracingConfiguration: JsonObject;
  encryptionConfiguration: JsonObject;
}

/**
 * A configuration with AWS's defaults filled in; what `given` leaves out stays as it was `before`.
 *
 * @throws {ApiError} InvalidLoggingConfiguration, InvalidEncryptionConfiguration
 */
export function completeConfiguration(
  given: Configuration,
  before?: ShownConfiguration,
): ShownConfiguration {
  const { loggingConfiguration: logging, tracingConfiguration: tracing } = given;
  return {
    loggingConfiguration:
      logging || !before ? completeLogging(logging) : before.loggingConfiguration,
    tracingConfiguration:
      tracing || !before ? { enabled: tracing?.enabled ?? false } : before.tracingConfiguration,
    encryptionConfiguration: completeEncryption(
      given.encryptionConfiguration,
      before?.encryptionConfiguration,
    ),
  };
}

function completeLogging(given: Configuration['loggingConfiguration']): JsonObject {
  const { level = 'OFF', includeExecutionData = false, destinations } = given ?? {};
  const count = destinations?.length ?? 0;
  if (count > 1 || (count === 0 && level !== 'OFF')) {
    throw invalidLogging('Must specify exactly one Log Destination.');
  }
  const shown = destinations?.map((destination) => {
    const group = destination?.cloudWatchLogsLogGroup;
    return answer({ cloudWatchLogsLogGroup: group && answer({ ...group }) });
  });
  return answer({ destinations: shown, includeExecutionData, level });
}

/**
 * Tries the log group out that a configuration names, where it did not name it before.
 *
 * @throws {ApiError} InvalidLoggingConfiguration, AccessDeniedException
 */
export async function checkLogDestination(
  { runtime }: ApiContext,
  { loggingConfiguration }: ShownConfiguration,
  before?: ShownConfiguration,
): Promise<void> {
  const arn = logGroupArnIn(loggingConfiguration);
  if (arn === undefined || (before && logGroupArnIn(before.loggingConfiguration) === arn)) return;
  if (!arn.endsWith(':*'))
    throw invalidLogging("Log Group ARN must be provided with '*' qualifier.");
  const group = logGroupName(arn);
  if (group === undefined) throw invalidLogging(`'${arn}' is not the ARN of a log group.`);
  const { home } = runtime.settings;
  const isHere = parseArn(arn)?.region === home.region && parseArn(arn)?.account === home.account;
  const { logs } = runtime.ports;
  if (isHere && (!logs || (await logs.accepts(group)))) return;
  throw new ApiError(
    'AccessDeniedException',
    'The state machine IAM Role is not authorized to access the Log Destination',
  );
}

function logGroupArnIn({ destinations }: JsonObject): string | undefined {
  const first = Array.isArray(destinations) ? destinations[0] : undefined;
  if (first === undefined) return undefined;
  const target = isObject(first) ? first.cloudWatchLogsLogGroup : undefined;
  const arn = isObject(target) ? target.logGroupArn : undefined;
  return typeof arn === 'string' ? arn : '';
}

function invalidLogging(problem: string): ApiError {
  return new ApiError('InvalidLoggingConfiguration', `Invalid Logging Configuration: ${problem}`);
}

/** The configuration of a revision, as answers show it. */
export function shownConfiguration({ configuration }: Revision): ShownConfiguration {
  const kept = isObject(configuration) ? configuration : {};
  return {
    loggingConfiguration: objectOr(kept.loggingConfiguration, completeLogging(undefined)),
    tracingConfiguration: objectOr(kept.tracingConfiguration, { enabled: false }),
    encryptionConfiguration: objectOr(kept.encryptionConfiguration, OWNED_KEY),
  };
}

/**
 * What the first revision of a machine keeps of its configuration: it has no id that AWS would show.
 *
 * @param publishing how the request that made it published it
 */
export function firstConfiguration(shown: ShownConfiguration, publishing: Json): JsonObject {
  return { ...shown, isFirst: true, publishing };
}

/** How the request that made a revision published it; `null` where it did not. */
export function firstPublishing({ configuration }: Revision): Json {
  return (isObject(configuration) ? configuration.publishing : undefined) ?? null;
}

/** The revision's id as answers show it; `undefined` for a machine that was never updated. */
export function shownRevisionId({ id, configuration }: Revision): string | undefined {
  return isObject(configuration) && configuration.isFirst === true ? undefined : id;
}

function objectOr(value: Json | undefined, otherwise: JsonObject): JsonObject {
  return isObject(value) ? value : otherwise;
}
