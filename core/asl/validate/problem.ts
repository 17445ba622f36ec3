/** What the checker finds wrong with a definition. */

import type { QueryLanguage } from '../types.ts';

/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_ValidateStateMachineDefinitionDiagnostic.html */
export type ProblemCode =
  | 'INVALID_JSON_DESCRIPTION'
  | 'MISSING_DESCRIPTION'
  | 'SCHEMA_VALIDATION_FAILED'
  | 'MISSING_END_STATE'
  | 'MISSING_TRANSITION_TARGET'
  | 'DUPLICATE_STATE_NAME'
  | 'INVALID_STATE_NAME'
  | 'DUPLICATE_LABEL_NAME'
  | 'INVALID_LABEL_NAME'
  | 'TOO_DEEPLY_NESTED'
  /** Not AWS's: valid there, not yet here. */
  | 'UNSUPPORTED';

export interface Problem {
  /** Only an ERROR keeps a definition from being stored. */
  severity: 'ERROR' | 'WARNING';
  code: ProblemCode;
  message: string;
  /** Where, as AWS writes it: `/States/X/Choices[0]/Next`; absent when it concerns the whole. */
  location?: string;
}

export type StateMachineType = 'STANDARD' | 'EXPRESS';

/** What a check knows besides the value: the languages that hold there, and where to report. */
export interface Context {
  /** The query language of the state at hand. */
  language: QueryLanguage;
  /** The query language that the whole machine declares; states without their own take it. */
  machineLanguage: QueryLanguage;
  machineType: StateMachineType;
  /** Reports an error; the code is SCHEMA_VALIDATION_FAILED unless told. */
  report: (message: string, location?: string, code?: ProblemCode) => void;
}

/** The location of a member of the object at a location. */
export function memberOf(location: string, key: string): string {
  return location === '/' ? `/${key}` : `${location}/${key}`;
}
