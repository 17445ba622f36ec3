/** Test cases: behind `#` in the state machine's ARN that an execution is started by. */

import { parseArn, resourceOf } from '../arn.ts';
import { invalidArn } from './errors.ts';
import type { ApiContext } from './operation.ts';

export interface AskedStart {
  /** The ARN without the test case. */
  stateMachineArn: string;
  testCase?: string;
}

/**
 * Takes the test case off an ARN; without a configuration of test cases there is none.
 *
 * @throws {ApiError} InvalidArn where the machine has no such test case
 */
export function testCaseOf({ runtime }: ApiContext, arn: string): AskedStart {
  const { mocks } = runtime.ports;
  const hash = arn.indexOf('#');
  if (!mocks || hash < 0) return { stateMachineArn: arn };
  const stateMachineArn = arn.slice(0, hash);
  const testCase = arn.slice(hash + 1);
  const parsed = parseArn(stateMachineArn);
  const machine = parsed && resourceOf(parsed).name.split(':', 1)[0];
  if (machine !== undefined && mocks.has(machine, testCase)) return { stateMachineArn, testCase };
  throw invalidArn(
    `Invalid ARN: ${arn}: the mock configuration has no test case '${testCase}' for the state machine '${machine}'`,
  );
}
