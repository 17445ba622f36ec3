/** Lists of the API, page by page. */

import { call } from './api.ts';
import type { AliasItem, ExecutionItem, Listed, MachineItem, VersionItem } from './types.ts';

/** @throws {ApiFailure} */
export function listMachines(nextToken?: string): Promise<Listed<MachineItem>> {
  return list('ListStateMachines', 'stateMachines', { maxResults: 200, nextToken });
}

export interface ExecutionQuery {
  stateMachineArn?: string;
  mapRunArn?: string;
  statusFilter?: string;
  maxResults?: number;
  nextToken?: string | undefined;
}

/** Newest first. @throws {ApiFailure} */
export function listExecutions(query: ExecutionQuery): Promise<Listed<ExecutionItem>> {
  return list('ListExecutions', 'executions', { maxResults: 100, ...query });
}

/** @throws {ApiFailure} */
export function listVersions(stateMachineArn: string): Promise<Listed<VersionItem>> {
  return list('ListStateMachineVersions', 'stateMachineVersions', { stateMachineArn });
}

/** @throws {ApiFailure} */
export function listAliases(stateMachineArn: string): Promise<Listed<AliasItem>> {
  return list('ListStateMachineAliases', 'stateMachineAliases', { stateMachineArn });
}

async function list<T>(operation: string, member: string, input: object): Promise<Listed<T>> {
  const answer = await call<Record<string, unknown>>(operation, input);
  const { nextToken } = answer;
  return {
    items: answer[member] as T[],
    ...(typeof nextToken === 'string' && { nextToken }),
  };
}
