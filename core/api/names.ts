/** Names and ARNs in requests: which are well-formed, and what they name here. */

import { isAtHome, parseArn, resourceOf } from '../arn.ts';
import type { MachineRecord, Ports, Revision } from '../ports.ts';
import {
  ApiError,
  executionDoesNotExist,
  invalidArn,
  machineDoesNotExist,
  typeNotSupported,
} from './errors.ts';
import type { ApiContext } from './operation.ts';
import { requiredText, text } from './shape.ts';

export const MAX_NAME_LENGTH = 80;

export const requiredName = () => requiredText({ min: 1, max: MAX_NAME_LENGTH });
export const optionalName = () => text({ min: 1, max: MAX_NAME_LENGTH });
export const requiredArn = () => requiredText({ min: 1, max: 256 });
export const optionalArn = () => text({ min: 1, max: 256 });

/** White space, wildcards, brackets, other special and control characters, and what is no character at all. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff\ud800-\udfff]/u;

/** Whether a text may name a state machine or an execution. */
export function isValidName(name: string): boolean {
  return name.length > 0 && name.length <= MAX_NAME_LENGTH && !FORBIDDEN.test(name);
}

/** @throws {ApiError} InvalidName */
export function checkName(name: string): void {
  if (!isValidName(name)) throw new ApiError('InvalidName', `Invalid Name: '${name}'`);
}

/** @throws {ApiError} InvalidArn */
export function checkRoleArn(arn: string): void {
  if (!arn.startsWith('arn:')) throw invalidArn(`Invalid ARN prefix: ${arn}`);
  if (!parseArn(arn)) throw invalidArn(`Invalid ARN: ${arn}`);
}

/** A state machine with the revision that it stands at. */
export interface FoundMachine {
  machine: MachineRecord;
  revision: Revision;
}

/**
 * The state machine that an ARN names.
 *
 * @throws {ApiError} InvalidArn, StateMachineDoesNotExist
 */
export async function machineOf(context: ApiContext, arn: string): Promise<FoundMachine> {
  const name = machineNameOf(context, arn);
  const found = name === undefined ? undefined : await findMachine(context.runtime.ports, name);
  if (!found) throw machineDoesNotExist(arn);
  return found;
}

/** As {@link machineOf}, of a Standard machine. @throws {ApiError} StateMachineTypeNotSupported too */
export async function standardMachineOf(context: ApiContext, arn: string): Promise<FoundMachine> {
  const found = await machineOf(context, arn);
  if (found.machine.type === 'EXPRESS') throw typeNotSupported();
  return found;
}

/** As {@link machineOf}, of an Express machine. @throws {ApiError} StateMachineTypeNotSupported too */
export async function expressMachineOf(context: ApiContext, arn: string): Promise<FoundMachine> {
  const found = await machineOf(context, arn);
  if (found.machine.type !== 'EXPRESS') throw typeNotSupported();
  return found;
}

/** A state machine by its name; `undefined` where there is none. */
export async function findMachine(ports: Ports, name: string): Promise<FoundMachine | undefined> {
  const machine = await ports.machines.get(name);
  const revision = machine && (await ports.machines.revision(name, machine.revisionId));
  return machine && revision && { machine, revision };
}

/** The name in a state machine's ARN; `undefined` when it belongs elsewhere. @throws {ApiError} InvalidArn */
export function machineNameOf(context: ApiContext, arn: string): string | undefined {
  return nameOf(context, arn, 'stateMachine');
}

/**
 * The id of the execution that an ARN names.
 *
 * @throws {ApiError} InvalidArn, ExecutionDoesNotExist
 */
export function executionIdOf(context: ApiContext, arn: string): string {
  const id = nameOf(context, arn, 'execution');
  const [machine, name, ...more] = id?.split(':') ?? [];
  if (!machine || !name || more.length > 0) throw executionDoesNotExist(arn);
  // A child of a Parallel or Map has no ARN: the slash in its id stands in no name.
  if (id === undefined || id.includes('/')) throw executionDoesNotExist(arn);
  return id;
}

/** The name in an activity's ARN; `undefined` when it belongs elsewhere. @throws {ApiError} InvalidArn */
export function activityNameOf(context: ApiContext, arn: string): string | undefined {
  return nameOf(context, arn, 'activity');
}

function nameOf({ runtime }: ApiContext, text: string, wanted: string): string | undefined {
  if (!text.startsWith('arn:')) throw invalidArn(`Invalid ARN prefix: ${text}`);
  const arn = parseArn(text);
  if (!arn) throw invalidArn(`Invalid ARN: ${text}`);
  const { type, name } = resourceOf(arn);
  if (type !== wanted) throw invalidArn(`Resource type not valid in this context: ${type}`);
  return isAtHome(runtime.settings.home, arn) ? name : undefined;
}
