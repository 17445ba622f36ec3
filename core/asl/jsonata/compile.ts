/** From an expression's text to something that can be evaluated: parsed once, checked, made safe, remembered. */

import { ExpressionSyntaxError } from './errors.ts';
import { loadFunctions } from './functions/index.ts';
import { mayGrow } from './growth.ts';
import { CLONE, instrument, METER, type Pattern } from './instrument.ts';
import { type Compile, type CompiledExpression, type Environment, loadLibrary } from './library.ts';
import { MAX_MESSAGE_LENGTH, MAX_MILLISECONDS, MAX_SEQUENCE, MAX_STACK } from './limits.ts';
import type { Meter } from './meter.ts';
import { collectReferences, leadingNames, type References } from './references.ts';
import { scanExpression } from './scan.ts';
import type { Node } from './syntax.ts';

/** A compiled expression; evaluated by `evaluate`. */
export interface Expression {
  /** The text without the marks, as AWS quotes it. */
  text: string;
  compiled: CompiledExpression;
  patterns: Pattern[];
  references: References;
  /** A variable and plain names only, such as `$states.input.order.id`: looked up without the evaluator. */
  lookup?: { variable: string; names: string[] };
}

/** Expressions kept compiled; the oldest go first. */
const MAX_CACHED = 1000;

const cache = new Map<string, Expression>();
let library: { compile: Compile; functions: Map<string, unknown> } | undefined;

/** Loads the parser and binds the functions; must have been awaited before {@link compileExpression}. */
export async function loadJsonata(): Promise<void> {
  library ??= { compile: await loadLibrary(), functions: await loadFunctions() };
}

/**
 * The compiled form of an expression's text, as it stands between `{%` and `%}`.
 *
 * @throws {ExpressionSyntaxError} when it is none, with JSONata's code, message and position
 */
export function compileExpression(text: string): Expression {
  const known = cache.get(text);
  if (known) return known;
  const expression = compile(text);
  const [oldest] = cache.keys();
  if (cache.size >= MAX_CACHED && oldest !== undefined) cache.delete(oldest);
  cache.set(text, expression);
  return expression;
}

/**
 * The parser and the functions that expressions may call.
 *
 * @throws when {@link loadJsonata} has not been awaited: a bug
 */
export function loadedLibrary(): { compile: Compile; functions: ReadonlyMap<string, unknown> } {
  if (!library) throw new Error('loadJsonata() has not been awaited');
  return library;
}

function compile(text: string): Expression {
  const { compile: parse, functions } = loadedLibrary();
  scanExpression(text);
  try {
    const compiled = parse(text, {
      timeout: MAX_MILLISECONDS,
      stack: MAX_STACK,
      sequence: MAX_SEQUENCE,
    });
    const root = compiled.ast();
    const lookup = plainLookup(root);
    const references = collectReferences(root, (name) => functions.has(name));
    const watched = mayGrow(root);
    const patterns = instrument(root);
    for (const [name, value] of functions) compiled.assign(name, value);
    compiled.assign(CLONE, functions.get('clone'));
    if (watched) compiled.assign(Symbol.for('jsonata.__evaluate_exit'), see);
    return { text, compiled, patterns, references, ...(lookup && { lookup }) };
  } catch (error) {
    throw syntaxError(error);
  }
}

/** Called by the evaluator after each node. */
function see(node: Node, _input: unknown, environment: Environment, result: unknown): void {
  const meter = environment.lookup(METER) as Meter;
  meter.guardrails ??= environment.base.guardrails;
  meter.see(node, result);
}

function plainLookup(root: Node): Expression['lookup'] {
  if (root.predicate || root.group || root.keepArray || root.keepSingletonArray) return undefined;
  const [first, ...others] = root.type === 'path' ? (root.steps ?? []) : [root];
  if (first?.type !== 'variable' || first.predicate || first.stages || first.tuple)
    return undefined;
  if (first.value === '' || first.value === '$') return undefined;
  if (others.some((step) => step.stages || step.predicate || step.keepArray)) return undefined;
  const names = leadingNames(others);
  return names.length === others.length ? { variable: String(first.value), names } : undefined;
}

/** What the parser threw, as the error of a person's text. */
export function syntaxError(error: unknown): ExpressionSyntaxError {
  if (typeof error === 'object' && error !== null && 'code' in error && 'message' in error) {
    const position = 'position' in error ? Number(error.position) : undefined;
    const message = String(error.message).slice(0, MAX_MESSAGE_LENGTH);
    return new ExpressionSyntaxError(String(error.code), message, position);
  }
  if (error instanceof RangeError) {
    return new ExpressionSyntaxError('S0500', 'The expression is too long a chain of operators');
  }
  // The host's own: a regular expression that it cannot read.
  const message = error instanceof Error ? error.message : String(error);
  return new ExpressionSyntaxError('S0500', message.slice(0, MAX_MESSAGE_LENGTH));
}
