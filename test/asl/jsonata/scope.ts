/** A scope for the tests of expressions, and the shortest way to evaluate a text in it. */

import { compileExpression, loadJsonata } from '../../../core/asl/jsonata/compile.ts';
import { evaluate } from '../../../core/asl/jsonata/evaluate.ts';
import type { ExpressionScope } from '../../../core/asl/jsonata/scope.ts';
import { seededRandom } from '../../../core/asl/random.ts';
import type { Json } from '../../../core/json.ts';

export const rows = [
  { k: 'a', v: 1 },
  { k: 'b', v: 2 },
  { k: 'a', v: 3 },
];

export function scopeWith(input: Json, variables: Record<string, Json> = {}): ExpressionScope {
  return {
    states: { input, context: { State: { Name: 'X' } } },
    variables,
    random: seededRandom('seed'),
    now: Date.UTC(2024, 1, 29, 12),
  };
}

/** The value of an expression with `input` as `$states.input`. */
export async function run(text: string, input: Json = {}, variables?: Record<string, Json>) {
  await loadJsonata();
  return evaluate(compileExpression(text), scopeWith(input, variables));
}

/** The code and message with which an expression fails, when it is compiled or when it runs. */
export async function failure(text: string, input: Json = {}): Promise<string> {
  try {
    return `no failure: ${JSON.stringify(await run(text, input))}`;
  } catch (error) {
    if (error instanceof Error && 'code' in error) return `${error.code}: ${error.message}`;
    throw error;
  }
}
