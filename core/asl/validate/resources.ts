/** The Resource of a Task: an ARN, and one that the machine's type may call. */

import type { Context } from './problem.ts';
import type { Check } from './shape.ts';

const URI = /^(?!arn:)[A-Za-z][\w+.-]*:./;
const ARN = /^arn:[^:]+:[^:]+:[^:]*:[^:]*:[^:]+/;
export const ACTIVITY = /^arn:[^:]+:states:[^:]*:[^:]*:activity:/;
const FUNCTION = /^arn:[^:]+:lambda:[^:]*:[^:]*:function:/;
const FUNCTION_NAME = /^[\w-]+(:(\$LATEST|[\w-]+))?$/;
const PATTERN = /\.(sync|waitForTaskToken)(:2)?$/;

/**
 * A URI, as the language asks, which in AWS's cloud is an ARN. Which services it may name is the integrations' business,
 * who say so by the context.
 */
export const resource: Check = (value, at, context) => {
  if (typeof value !== 'string') context.report('Expected value of type String', at);
  else if (!isResource(value)) context.report('Value is not a valid resource ARN', at);
  else checkIntegration(value, at, context);
};

function checkIntegration(value: string, at: string, context: Context): void {
  const problem = context.resourceProblem(value);
  if (problem !== undefined) context.report(problem, at);
  else if (context.machineType === 'EXPRESS') checkExpress(value, at, context);
}

function isResource(value: string): boolean {
  if (FUNCTION.test(value)) return FUNCTION_NAME.test(value.replace(FUNCTION, ''));
  return ARN.test(value) || URI.test(value);
}

function checkExpress(value: string, at: string, context: Context): void {
  const pattern = PATTERN.exec(value)?.[1];
  if (ACTIVITY.test(value)) {
    context.report('Express state machine does not support Activity ARN', at);
  } else if (pattern) {
    context.report(`Express state machine does not support '.${pattern}' service integration`, at);
  }
}
