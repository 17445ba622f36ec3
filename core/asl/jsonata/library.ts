/** The one door to the `jsonata` package: loads it on first use and names the types of its inside that are relied on. */

import type { Node } from './syntax.ts';

/** What a native function gets as `this`. */
export interface Focus {
  input: unknown;
  environment: Environment;
  options?: unknown;
  createSequence(...first: unknown[]): unknown[];
}

export interface Environment {
  lookup(name: string): unknown;
  /** The frame of the whole evaluation; `guardrails` throws when its time or its stack is used up. */
  base: { guardrails(): void };
}

export type Implementation = (this: Focus, ...args: never[]) => unknown;

/** A native function as the evaluator holds it. */
export interface NativeFunction {
  _jsonata_function: true;
  implementation: Implementation;
  signature?: object;
}

export interface CompiledExpression {
  evaluate(input: undefined, bindings: Record<string, unknown>): Promise<unknown>;
  assign(name: string | symbol, value: unknown): void;
  registerFunction(name: string, implementation: Implementation, signature?: string): void;
  ast(): Node;
}

export interface Options {
  timeout: number;
  stack: number;
  sequence: number;
}

export interface Compile {
  (text: string, options?: Options): CompiledExpression;
  /** The syntax tree alone; errors are codes without messages. */
  parser(text: string): Node;
}

let loading: Promise<Compile> | undefined;

/** The package's compile function. Loading it costs some milliseconds of start-up, so only definitions with JSONata pay. */
export function loadLibrary(): Promise<Compile> {
  loading ??= import('jsonata').then((module) => module.default as unknown as Compile);
  return loading;
}

/** The package's own functions by name, and ours with their signatures parsed, as the evaluator holds them. */
export async function nativeFunctions(
  names: readonly string[],
  own: Record<string, { signature: string; implementation: Implementation }>,
): Promise<Map<string, NativeFunction>> {
  const compile = await loadLibrary();
  const all = [...names, ...Object.keys(own)];
  const expression = compile(`[${all.map((name) => `$${name}`).join(',')}]`);
  for (const [name, { signature, implementation }] of Object.entries(own)) {
    expression.registerFunction(name, implementation, signature);
  }
  const functions = (await expression.evaluate(undefined, {})) as NativeFunction[];
  return new Map(all.map((name, i) => [name, functions[i] as NativeFunction]));
}
