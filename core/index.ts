/** `treadle`: what programs that write state machines import. */

import type { Linked, MachineLiteral } from './asl/literal.ts';

export type {
  BranchLiteral,
  CatcherLiteral,
  Document,
  DocumentObject,
  MachineLiteral,
  ProcessorLiteral,
  RuleLiteral,
  StateLiteral,
} from './asl/literal.ts';

/**
 * A definition whose StartAt, Next and Default the compiler holds to names of states that there are, each in its own scope.
 *
 * @returns the definition as it is: JSON, for `JSON.stringify` or for `testMachine`
 */
export function defineMachine<const Definition extends MachineLiteral>(
  definition: Definition & Linked<NoInfer<Definition>>,
): Definition {
  return definition;
}
