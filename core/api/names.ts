/** Names and ARNs in requests: which are well-formed, and what they name here. */

import { isAtHome, parseArn, resourceOf, stateMachineArn } from '../arn.ts';
import type { Alias, MachineRecord, Ports, Revision, Version } from '../ports.ts';
import { resolveMachine } from '../runtime/resolve-machine.ts';
import { isValidName, MAX_NAME_LENGTH } from '../valid-name.ts';
import {
  ApiError,
  invalidArn,
  machineDeleting,
  machineDoesNotExist,
  typeNotSupported,
  validationError,
} from './errors.ts';
import type { ApiContext } from './operation.ts';
import { requiredText, text } from './shape.ts';

export const requiredName = () => requiredText({ min: 1, max: MAX_NAME_LENGTH });
export const optionalName = () => text({ min: 1, max: MAX_NAME_LENGTH });
export const requiredArn = () => requiredText({ min: 1, max: 256 });
export const optionalArn = () => text({ min: 1, max: 256 });

/** @throws {ApiError} InvalidName */
export function checkName(name: string): void {
  if (!isValidName(name)) throw new ApiError('InvalidName', `Invalid Name: '${name}'`);
}

/** @throws {ApiError} InvalidArn */
export function checkRoleArn(arn: string): void {
  if (!arn.startsWith('arn:')) throw invalidArn(`Invalid ARN prefix: ${arn}`);
  if (!parseArn(arn)) throw invalidArn(`Invalid ARN: ${arn}`);
}

/** A state machine with the revision that it stands at, or that the version has which was asked for. */
export interface FoundMachine {
  machine: MachineRecord;
  revision: Revision;
  version?: Version;
  /** The alias that led to the version. */
  alias?: Alias;
}

/**
 * The state machine, the version of one or the alias that an ARN names.
 *
 * @param draw what chooses between the versions of an alias, see `resolveMachine`
 * @throws {ApiError} InvalidArn, StateMachineDoesNotExist
 */
export async function machineOf(context: ApiContext, arn: string, draw = 0): Promise<FoundMachine> {
  const reference = resourceNameOf(context, arn, 'stateMachine');
  const { ports } = context.runtime;
  const found = reference === undefined ? undefined : await findMachine(ports, reference, draw);
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
export async function expressMachineOf(
  context: ApiContext,
  arn: string,
  draw: number,
): Promise<FoundMachine> {
  const found = await machineOf(context, arn, draw);
  if (found.machine.type !== 'EXPRESS') throw typeNotSupported();
  return found;
}

/** As {@link machineOf}, where only the machine itself will do. @throws {ApiError} ValidationException too */
export async function wholeMachineOf(context: ApiContext, arn: string): Promise<FoundMachine> {
  const name = machineNameOf(context, arn);
  const found = name === undefined ? undefined : await findMachine(context.runtime.ports, name);
  if (!found) throw machineDoesNotExist(arn);
  return found;
}

/** Refuses what must not be begun with a machine that is about to be gone. @throws {ApiError} StateMachineDeleting */
export function checkActive({ runtime }: ApiContext, { name, status }: MachineRecord): void {
  if (status !== 'ACTIVE') throw machineDeleting(stateMachineArn(runtime.settings.home, name));
}

/** A state machine by its name, with or without a version or an alias; `undefined` where there is none. */
export async function findMachine(
  ports: Ports,
  reference: string,
  draw = 0,
): Promise<FoundMachine | undefined> {
  const resolved = await resolveMachine(ports.machines, reference, draw);
  if (!resolved) return undefined;
  const { revisionId, ...found } = resolved;
  const revision = await ports.machines.revision(found.machine.name, revisionId);
  return revision && { ...found, revision };
}

/**
 * The name in a state machine's own ARN; `undefined` when it belongs elsewhere.
 *
 * @throws {ApiError} InvalidArn, ValidationException for the ARN of a version or an alias
 */
export function machineNameOf(context: ApiContext, arn: string): string | undefined {
  const { machine, qualifier } = qualifiedNameOf(context, arn) ?? {};
  if (qualifier === undefined) return machine;
  throw validationError(
    `This operation takes the ARN of a state machine without a version or an alias. Received: ${arn}`,
  );
}

export interface QualifiedName {
  machine: string;
  /** A version's number or an alias. */
  qualifier?: string;
}

/** The names in the ARN of a state machine, a version or an alias; `undefined` when it belongs elsewhere. @throws {ApiError} InvalidArn */
export function qualifiedNameOf(context: ApiContext, arn: string): QualifiedName | undefined {
  const reference = resourceNameOf(context, arn, 'stateMachine');
  if (reference === undefined) return undefined;
  const colon = reference.indexOf(':');
  if (colon < 0) return { machine: reference };
  return { machine: reference.slice(0, colon), qualifier: reference.slice(colon + 1) };
}

/** The name in an activity's ARN; `undefined` when it belongs elsewhere. @throws {ApiError} InvalidArn */
export function activityNameOf(context: ApiContext, arn: string): string | undefined {
  return resourceNameOf(context, arn, 'activity');
}

/** The name in the ARN of a resource of a type; `undefined` when it belongs elsewhere. @throws {ApiError} InvalidArn */
export function resourceNameOf(
  { runtime }: ApiContext,
  text: string,
  wanted: string,
): string | undefined {
  if (!text.startsWith('arn:')) throw invalidArn(`Invalid ARN prefix: ${text}`);
  const arn = parseArn(text);
  if (!arn) throw invalidArn(`Invalid ARN: ${text}`);
  const { type, name } = resourceOf(arn);
  if (type !== wanted) throw invalidArn(`Resource type not valid in this context: ${type}`);
  return isAtHome(runtime.settings.home, arn) ? name : undefined;
}
