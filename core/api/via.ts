/** The version and the alias that an execution was started by, as answers show them. */

import { type Home, qualifiedArn } from '../arn.ts';
import type { Via } from '../engine/execution.ts';
import type { JsonObject } from '../json.ts';

/** No members where it was started by the machine itself. */
export function viaArns(home: Home, machine: string, via: Via | undefined): JsonObject {
  if (!via) return {};
  const { version, alias } = via;
  return {
    stateMachineVersionArn: qualifiedArn(home, machine, version),
    ...(alias !== undefined && { stateMachineAliasArn: qualifiedArn(home, machine, alias) }),
  };
}
