/** The definition checker: is this text a state machine that can be stored and run? */

import { isObject, type Json, type JsonObject, JsonTooDeep } from '../../json.ts';
import { loadJsonata } from '../jsonata/compile.ts';
import { readDefinition } from '../read-definition.ts';
import type { Definition } from '../types.ts';
import { checkAssignments } from './assignments.ts';
import { checkKeys } from './duplicate-keys.ts';
import { expressionsWithin } from './expressions.ts';
import { machine } from './fields.ts';
import { describeJsonError, sourceOf } from './json-error.ts';
import { checkNames } from './names.ts';
import type { Context, Problem, StateMachineType } from './problem.ts';
import { checkTransitions } from './transitions.ts';
import { openScope, variableReferences } from './variable-use.ts';
import { checkReads } from './variables.ts';

export type { Problem, ProblemCode, StateMachineType } from './problem.ts';

/** All that was found; a definition only where nothing found is an ERROR. */
export interface Validation {
  problems: Problem[];
  definition?: Definition;
  /** The variables that each state reads, by the state's name. */
  variableReferences?: JsonObject;
}

/** The longest definition, in characters. */
export const MAX_DEFINITION_LENGTH = 1_048_576;

/** Checks of a definition whose every field has its right shape, in the order of their problems. */
const CHECKS: readonly ((definition: Definition, context: Context) => void)[] = [
  checkNames,
  checkTransitions,
  checkAssignments,
  checkReads,
];

/**
 * Checks a definition: first its text, then every field, then names and transitions, each stage only on what has
 * passed the one before. Never throws. The parser of JSONata is loaded with the first definition that needs it.
 *
 * @param resourceProblem why no Task may name a resource; absent: each may be named
 */
export async function validate(
  text: string,
  type: StateMachineType = 'STANDARD',
  resourceProblem: Context['resourceProblem'] = () => undefined,
): Promise<Validation> {
  const mayHoldExpression = MAY_HOLD_EXPRESSION.test(text);
  if (mayHoldExpression) await loadJsonata();
  const problems: Problem[] = [];
  const add = (problem: Problem, location: string | undefined) => {
    problems.push(location === undefined ? problem : { ...problem, location });
  };
  const report: Context['report'] = (message, location, code = 'SCHEMA_VALIDATION_FAILED') => {
    add({ severity: 'ERROR', code, message }, location);
  };
  const warn: Context['warn'] = (code, message, location) => {
    add({ severity: 'WARNING', code, message }, location);
  };
  const parsed = parseDefinition(text, report);
  if (parsed === undefined) return { problems };
  const language = isObject(parsed) && parsed.QueryLanguage === 'JSONata' ? 'JSONata' : 'JSONPath';
  const context: Context = {
    language,
    machineLanguage: language,
    machineType: type,
    resourceProblem,
    isDowngraded: false,
    scope: openScope(),
    expressions: mayHoldExpression ? expressionsWithin(parsed) : new Map(),
    report,
    warn,
  };
  machine(parsed, '/', context);
  if (isRefused(problems)) return { problems };
  // the shape of every field has just been checked
  const definition = parsed as unknown as Definition;
  for (const check of CHECKS) check(definition, context);
  if (isRefused(problems)) return { problems };
  return { problems, definition, variableReferences: variableReferences(context.scope) };
}

/** Whether anything found keeps the definition from being stored. */
export function isRefused(problems: readonly Problem[]): boolean {
  return problems.some(({ severity }) => severity === 'ERROR');
}

/** JSON may write the opening of an expression with escapes. */
const MAY_HOLD_EXPRESSION = /\{%|\\u/;

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
    const parsed = readDefinition(text);
    checkKeys(text, report);
    return parsed;
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
