/** What the checker finds wrong with a definition, and what a check knows besides the value it looks at. */

import type { References } from '../jsonata/references.ts';
import type { QueryLanguage } from '../types.ts';
import type { StateUse, VariableScope } from './variable-use.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html */
export type ProblemCode =
  | 'INVALID_JSON_DESCRIPTION'
  | 'MISSING_DESCRIPTION'
  | 'SCHEMA_VALIDATION_FAILED'
  | 'INVALID_JSONATA_EXPRESSION'
  | 'UNSUPPORTED_JSONATA_EXPRESSION'
  | 'MISSING_END_STATE'
  | 'MISSING_TRANSITION_TARGET'
  | 'DUPLICATE_STATE_NAME'
  | 'INVALID_STATE_NAME'
  | 'DUPLICATE_LABEL_NAME'
  | 'INVALID_LABEL_NAME'
  | 'DUPLICATE_VARIABLE_NAME'
  | 'TOO_DEEPLY_NESTED';

export type WarningCode =
  | 'NO_DOLLAR'
  | 'NO_PATH'
  | 'PASS_RESULT_IS_STATIC'
  | 'POSSIBLY_UNDEFINED_VARIABLE';

export interface Problem {
  /** Only an ERROR keeps a definition from being stored. */
  severity: 'ERROR' | 'WARNING';
  code: ProblemCode | WarningCode;
  message: string;
  /** Where, as AWS writes it: `/States/X/Choices[0]/Next`; absent when it concerns the whole. */
  location?: string;
}

export type StateMachineType = 'STANDARD' | 'EXPRESS';

/** The fields of `$states` that exist only where a state has answered or failed. */
export type OutcomeField = 'result' | 'errorOutput';

/** What a check knows besides the value: the languages that hold there, and where to report. */
export interface Context {
  /** The query language of the state at hand. */
  language: QueryLanguage;
  /** The query language that the whole machine declares; states without their own take it. */
  machineLanguage: QueryLanguage;
  machineType: StateMachineType;
  /** Why no Task may name the resource; `undefined` where one may. */
  resourceProblem: (resource: string) => string | undefined;
  /** The state declares a language that its machine rules out; that one problem stands for all that follow from it. */
  isDowngraded: boolean;
  /** What expressions may read of `$states` besides its input and context. */
  outcome?: OutcomeField;
  /** The scope in which the state at hand assigns and reads variables. */
  scope: VariableScope;
  /** What the state at hand reads; absent outside of states. */
  use?: StateUse;
  /** What JSONata expressions refer to, by their texts; those not in here are read where they stand. */
  expressions: ReadonlyMap<string, References>;
  /** Reports an error; the code is SCHEMA_VALIDATION_FAILED unless told. */
  report: (message: string, location?: string, code?: ProblemCode) => void;
  /** Reports what is allowed and yet looks like a mistake. */
  warn: (code: WarningCode, message: string, location: string) => void;
}

/** The location of a member of the object at a location. */
export function memberOf(location: string, key: string): string {
  return location === '/' ? `/${key}` : `${location}/${key}`;
}
