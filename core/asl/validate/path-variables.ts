/** The variables that a JSONPath or an intrinsic function reads. */

import type { IntrinsicArgument, IntrinsicCall } from '../intrinsics/parse.ts';
import type { Operand, Path, Step, Test } from '../jsonpath/path.ts';

/** The names of the variables in a path, those of its filters and arguments too; without the `$`. */
export function variablesOfPath(path: Path): string[] {
  const inner = path.steps.flatMap(variablesOfStep);
  return path.root.type === 'variable' ? [path.root.name, ...inner] : inner;
}

/** The names of the variables in the arguments of a call, at any depth. */
export function variablesOfCall(call: IntrinsicCall): string[] {
  return call.arguments.flatMap(variablesOfArgument);
}

function variablesOfArgument(argument: IntrinsicArgument): string[] {
  if (argument.type === 'path') return variablesOfPath(argument.path);
  return argument.type === 'call' ? variablesOfCall(argument.call) : [];
}

function variablesOfStep(step: Step): string[] {
  if (step.type === 'filter') return variablesOfTest(step.test);
  return step.type === 'call' ? step.arguments.flatMap(variablesOfOperand) : [];
}

function variablesOfTest(test: Test): string[] {
  switch (test.type) {
    case 'and':
    case 'or':
      return test.tests.flatMap(variablesOfTest);
    case 'not':
      return variablesOfTest(test.test);
    case 'exists':
      return variablesOfPath(test.path);
    case 'compare':
      return [...variablesOfOperand(test.left), ...variablesOfOperand(test.right)];
  }
}

function variablesOfOperand(operand: Operand): string[] {
  return operand.type === 'path' ? variablesOfPath(operand.path) : [];
}
