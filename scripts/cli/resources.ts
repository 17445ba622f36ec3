/** State machines and executions as people name them: by ARN, or by name. */

import { parseArn, resourceOf } from '../../core/arn.ts';
import { closest } from '../../core/local/closest.ts';
import type { Api } from './api.ts';
import { UsageError } from './command.ts';

/**
 * The ARN of a state machine that is given by its ARN or its name.
 *
 * @throws {UsageError} when there is none of that name
 */
export async function machineArn(api: Api, given: string): Promise<string> {
  if (given.startsWith('arn:')) return given;
  const [name = '', qualifier] = given.split(':');
  const machines = await api.list('ListStateMachines', {}, 'stateMachines');
  const found = machines.find((machine) => machine.name === name);
  if (found) {
    return qualifier === undefined
      ? String(found.stateMachineArn)
      : `${found.stateMachineArn}:${qualifier}`;
  }
  const near = closest(
    name,
    machines.map((machine) => String(machine.name)),
  );
  throw new UsageError(
    `There is no state machine ${name} at ${api.endpoint}.${near === undefined ? '' : ` Did you mean ${near}?`}`,
  );
}

/**
 * The ARN of an execution that is given by its ARN, as `machine:name`, or as the machine's name alone: then its last.
 *
 * @throws {UsageError} when there is none
 */
export async function executionArn(api: Api, given: string | undefined): Promise<string> {
  if (given === undefined) {
    throw new UsageError(
      'Which execution? Give its ARN, <machine>:<name>, or <machine> for its last.',
    );
  }
  const arn = parseArn(given);
  if (arn && resourceOf(arn).type !== 'stateMachine') return given;
  const [machine = '', name] = arn ? [given] : given.split(':');
  const owner = await machineArn(api, machine);
  if (name !== undefined) return `${owner.replace(':stateMachine:', ':execution:')}:${name}`;
  const [last] = await api.list(
    'ListExecutions',
    { stateMachineArn: owner, maxResults: 1 },
    'executions',
    1,
  );
  if (last) return String(last.executionArn);
  throw new UsageError(`The state machine ${machine} has no executions.`);
}
