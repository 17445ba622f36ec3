/** Aliases in requests and answers: their ARNs, and what they route to. */

import { qualifiedArn } from '../arn.ts';
import type { Alias, AliasOutcome, MachineRecord, Route } from '../ports.ts';
import { versionNumber } from '../runtime/resolve-machine.ts';
import { invalidArn, resourceNotFound, validationError } from './errors.ts';
import { qualifiedNameOf, requiredArn } from './names.ts';
import type { ApiContext } from './operation.ts';
import { integer, list, required, structure, text } from './shape.ts';

/** Not digits alone: those are versions. */
const NAME = /^(?=.*[a-zA-Z_\-.])[a-zA-Z0-9_\-.]+$/;

export const requiredAliasName = () => required(text({ min: 1, max: 80, pattern: NAME }));

export const aliasDescription = () => text({ max: 256 });

const route = () =>
  structure({
    stateMachineVersionArn: requiredArn(),
    weight: required(integer({ min: 0, max: 100 })),
  });

export const routingConfiguration = () => list(required(route()), { min: 1, max: 2 });

export type RoutingConfiguration = readonly { stateMachineVersionArn: string; weight: number }[];

export interface Routing {
  /** The name of the machine whose versions they are. */
  machine: string;
  routes: Route[];
}

/**
 * What a routing configuration asks for.
 *
 * @throws {ApiError} InvalidArn, ValidationException, ResourceNotFound
 */
export function routingOf(context: ApiContext, configuration: RoutingConfiguration): Routing {
  const arns = configuration.map(({ stateMachineVersionArn: arn }) => arn);
  const refuse = (rule: string, received: readonly (string | number)[] = arns) =>
    validationError(`${rule}. Received: [${received.join(', ')}]`);
  const found = configuration.map(({ stateMachineVersionArn: arn, weight }) => {
    const { machine, qualifier = '' } = qualifiedNameOf(context, arn) ?? {};
    if (machine === undefined) throw resourceNotFound();
    const version = versionNumber(qualifier);
    if (version !== undefined) return { machine, version, weight };
    throw refuse('Routing configuration must contain state machine version ARNs');
  });
  const [first, second] = found;
  if (!first) throw refuse('Routing configuration must contain state machine version ARNs');
  if (second && second.machine !== first.machine) {
    throw refuse('Routing configuration must contain versions of the same state machine');
  }
  if (second?.version === first.version) {
    throw refuse('Routing configuration must contain distinct state machine version ARNs');
  }
  const weights = found.map(({ weight }) => weight);
  if (weights.reduce((sum, weight) => sum + weight, 0) !== 100) {
    throw refuse('Sum of routing configuration weights must equal 100', weights);
  }
  return {
    machine: first.machine,
    routes: found.map(({ version, weight }) => ({ version, weight })),
  };
}

export interface NamedAlias {
  machine: MachineRecord;
  name: string;
}

/**
 * The alias that an ARN names, which need not be there; `undefined` where there is no such machine.
 *
 * @throws {ApiError} InvalidArn
 */
export async function aliasNamed(
  context: ApiContext,
  arn: string,
): Promise<NamedAlias | undefined> {
  const { machine: machineName, qualifier: name } = qualifiedNameOf(context, arn) ?? {};
  if (machineName === undefined) return undefined;
  if (name === undefined || versionNumber(name) !== undefined) {
    throw invalidArn(`Not the ARN of a state machine alias: ${arn}`);
  }
  const machine = await context.runtime.ports.machines.get(machineName);
  return machine && { machine, name };
}

/** The alias of an outcome. @throws {ApiError} ResourceNotFound */
export function aliasIn(outcome: AliasOutcome): Alias {
  if ('alias' in outcome) return outcome.alias;
  throw resourceNotFound();
}

export function aliasArn({ runtime }: ApiContext, machine: string, alias: string): string {
  return qualifiedArn(runtime.settings.home, machine, alias);
}
