/** Credentials of a Task: the role that its calls are made under. https://docs.aws.amazon.com/step-functions/latest/dg/concepts-access-cross-acct-resources.html */

import { StatesError } from '../../asl/errors.ts';
import type { TaskState } from '../../asl/types.ts';
import { isObject, textOf } from '../../json.ts';
import type { StateScope } from './type.ts';

/**
 * The ARN of the role; `undefined` where the Task names none.
 *
 * @throws {StatesError} when what it names is no text
 */
export async function taskRole(
  { Credentials }: TaskState,
  { query, input, data }: StateScope,
): Promise<string | undefined> {
  if (Credentials === undefined) return undefined;
  const value = await query.item(Credentials, 'Credentials', input, data);
  const role = isObject(value) ? value.RoleArn : undefined;
  if (typeof role === 'string') return role;
  throw new StatesError(
    'States.Runtime',
    `The value of the field 'RoleArn' of Credentials must be a STRING but was: ${textOf(role ?? value)}`,
  );
}
