/** The keys of every item in the table. Executions, with all that belongs to them, and machines are partitions. */

import type { ExecutionStatus, Timestamp } from '../engine/execution.ts';
import type { MachineIdentity, Roster } from '../ports.ts';

/** Index by which executions of a machine and machines are listed: hash key `l`, sort key `s`, unique. */
export const LIST_INDEX = 'list';

/** What the sort keys of all step records begin with. */
export const STEP_PREFIX = 'step#';

export interface Key {
  pk: { S: string };
  sk: { S: string };
}

export function stepKey(execution: string, step: number): Key {
  return key(executionPartition(execution), `${STEP_PREFIX}${padded(step, 8)}`);
}

export function headKey(execution: string): Key {
  return key(executionPartition(execution), 'head');
}

/** One chunk of a value, named by the SHA-256 of its text. */
export function payloadKey(execution: string, hash: string, chunk: number): Key {
  return key(executionPartition(execution), `payload#${hash}#${chunk}`);
}

/** The item that tells which groups of a join have children left. */
export function joinKey(execution: string, step: number): Key {
  return key(executionPartition(execution), `join#${step}`);
}

export function joinGroupKey(execution: string, step: number, group: number): Key {
  return key(executionPartition(execution), `join#${step}#${group}`);
}

/** A Map Run, by what its name and those of its children begin with. */
export function mapRunKey(family: string): Key {
  return key(`mapRun#${family}`, 'mapRun');
}

/** The list of an execution's Map Runs; no list of executions has a colon in its name. */
export function mapRunList(execution: string): string {
  return `mapRuns#${execution}`;
}

/** Which children of a Map Run no group has taken yet. */
export function rosterKey({ execution, step, round }: Roster): Key {
  return key(executionPartition(execution), rosterPlace(step, round));
}

/** Some children of a Map Run, and the slots that they run in. */
export function rosterGroupKey({ execution, step, round }: Roster, group: number): Key {
  return key(executionPartition(execution), `${rosterPlace(step, round)}#${padded(group, 3)}`);
}

function rosterPlace(step: number, round: number): string {
  return `roster#${step}.${round}`;
}

/** When the worker of an attempt was last known to be alive. */
export function heartbeatKey(execution: string, attempt: number): Key {
  return key(executionPartition(execution), `heartbeat#${padded(attempt, 8)}`);
}

/** Which attempt waits for a job of another service. */
export function jobKey(job: string): Key {
  return key(`job#${job}`, 'job');
}

/** An activity; its queue lies beside it. */
export function activityKey(activity: string): Key {
  return key(activityPartition(activity), 'activity');
}

/** What the sort keys of an activity's waiting tasks begin with. */
export const QUEUE_PREFIX = 'task#';

/** A task's place in the queue of its activity: by time. */
export function queueKey(activity: string, at: Timestamp, execution: string, step: number): Key {
  const place = `${padded(at, 15)}#${padded(step, 8)}#${execution}`;
  return key(activityPartition(activity), QUEUE_PREFIX + place);
}

export function activityPartition(activity: string): string {
  return `activity#${activity}`;
}

export function machineKey(machine: string): Key {
  return key(machinePartition(machine), 'machine');
}

/** The first chunk of a revision holds its number of chunks. */
export function revisionKey(machine: string, revision: string, chunk = 0): Key {
  return key(machinePartition(machine), `revision#${revision}${chunk === 0 ? '' : `#${chunk}`}`);
}

/** What the sort keys of a machine's versions begin with. Those of a deleted machine of the same name are others. */
export function versionPrefix({ createdAt }: Pick<MachineIdentity, 'createdAt'>): string {
  return `${VERSION_PREFIX}${padded(createdAt, 15)}#`;
}

export function versionKey(machine: MachineIdentity, number: number): Key {
  return key(machinePartition(machine.name), versionPrefix(machine) + padded(number, 9));
}

/** As {@link versionPrefix}, of aliases. */
export function aliasPrefix({ createdAt }: Pick<MachineIdentity, 'createdAt'>): string {
  return `${ALIAS_PREFIX}${padded(createdAt, 15)}#`;
}

export function aliasKey(machine: MachineIdentity, alias: string): Key {
  return key(machinePartition(machine.name), aliasPrefix(machine) + alias);
}

/** What the sort keys of all versions and aliases begin with, whichever machine of the name they belong to. */
export const VERSION_PREFIX = 'version#';
export const ALIAS_PREFIX = 'alias#';

export function executionPartition(execution: string): string {
  return `execution#${execution}`;
}

/** The execution whose record lies under a key. */
export function executionOf(partition: string): string {
  return partition.slice('execution#'.length);
}

export function stepOf(sortKey: string): number {
  return Number(sortKey.slice(STEP_PREFIX.length));
}

/** The list of a machine's executions of one status. */
export function executionList(machine: string, status: ExecutionStatus): string {
  return `${machine}#${status}`;
}

/** The list of all machines; no list of executions has a name without `#`. */
export const MACHINE_LIST = 'machines';

/** The list of all activities. */
export const ACTIVITY_LIST = 'activities';

/** A place in a list: by time, and unique by the name or id. */
export function listPlace(time: Timestamp, name: string): string {
  return `${padded(time, 15)}#${name}`;
}

/** What belongs to a machine, and to those of its name before it. */
export function machinePartition(machine: string): string {
  return `machine#${machine}`;
}

function key(pk: string, sk: string): Key {
  return { pk: { S: pk }, sk: { S: sk } };
}

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}
