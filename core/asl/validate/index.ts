/** The definition checker: is this text a state machine that can be stored and run? */

import { isObject, type Json, JsonTooDeep, parseJson } from '../../json.ts';
import type { Definition } from '../types.ts';
import { machine } from './fields.ts';
import { describeJsonError, sourceOf } from './json-error.ts';
import { checkNames } from './names.ts';
import type { Context, Problem, ProblemCode, StateMachineType } from './problem.ts';
import { checkTransitions } from './transitions.ts';
import { checkSupported } from './unsupported.ts';

export type { Problem, ProblemCode, StateMachineType } from './problem.ts';

/** All that was found; a definition only where nothing found is an ERROR. */
export interface Validation {
  problems: Problem[];
  definition?: Definition;
}

/** The longest definition, in characters. */
export const MAX_DEFINITION_LENGTH = 1_048_576;

/** Checks of a definition whose every field has its right shape, in the order of their problems. */
const CHECKS: readonly ((definition: Definition, context: Context) => void)[] = [
  checkNames,
  checkTransitions,
  checkSupported,
];

/**
 * Checks a definition: first its text, then every field, then names and transitions, each stage only on what has
 * passed the one before. Never throws.
 */
export function validate(text: string, type: StateMachineType = 'STANDARD'): Validation {
  const problems: Problem[] = [];
  const report = (message: string, location?: string, code?: ProblemCode) => {
    const problem: Problem = {
      severity: 'ERROR',
      code: code ?? 'SCHEMA_VALIDATION_FAILED',
      message,
    };
    problems.push(location === undefined ? problem : { ...problem, location });
  };
  const parsed = parseDefinition(text, report);
  if (parsed === undefined) return { problems };
  const machineLanguage =
    isObject(parsed) && parsed.QueryLanguage === 'JSONata' ? 'JSONata' : 'JSONPath';
  const context: Context = {
    language: machineLanguage,
    machineLanguage,
    machineType: type,
    report,
  };
  machine(parsed, '/', context);
  if (problems.length > 0) return { problems };
  // the shape of every field has just been checked
  const definition = parsed as unknown as Definition;
  for (const check of CHECKS) check(definition, context);
  return problems.length > 0 ? { problems } : { problems, definition };
}

/** A description ends behind the problem that makes it longer than this. */
const LONG_DESCRIPTION = 32_768;

/**
 * The problems as CreateStateMachine tells them: `CODE: message at location`, joined by commas; the caller adds
 * `Invalid State Machine Definition: '…'` around them. Of very many only the first are told, and how many follow.
 */
export function describe(problems: readonly Problem[]): string {
  const errors = problems.filter((problem) => problem.severity === 'ERROR');
  let told = '';
  for (const [i, { code, message, location }] of errors.entries()) {
    if (told.length > LONG_DESCRIPTION) return `${told}, and ${errors.length - i} more`;
    told += `${i > 0 ? ', ' : ''}${code}: ${message} at ${location ?? null}`;
  }
  return told;
}

function parseDefinition(text: string, report: Context['report']): Json | undefined {
  if (text.trim() === '') {
    report('Received a null or empty workflow input.', undefined, 'MISSING_DESCRIPTION');
    return undefined;
  }
  if (text.length > MAX_DEFINITION_LENGTH) {
    report(
      `The definition is ${text.length} characters long; at most ${MAX_DEFINITION_LENGTH} are allowed`,
      '/',
    );
    return undefined;
  }
  try {
    return parseJson(text);
  } catch (error) {
    if (error instanceof JsonTooDeep) report(error.message, undefined, 'TOO_DEEPLY_NESTED');
    else reportSyntax(text, report);
    return undefined;
  }
}

function reportSyntax(text: string, report: Context['report']): void {
  const error = describeJsonError(text);
  if (!error) return;
  const source = sourceOf(text, error);
  report(`${error.message}\n at ${source}`, source, 'INVALID_JSON_DESCRIPTION');
}
