/** Every function that an expression may call: JSONata's own but `$eval`, guarded, and those that AWS adds. */

import { type Implementation, type NativeFunction, nativeFunctions } from '../library.ts';
import { awsFunctions, meterOf } from './aws.ts';
import { guards } from './guards.ts';
import { hidden, replacements } from './replacements.ts';

/** The functions of JSONata 2.0.6 that Step Functions has; a name that is missing here cannot be invoked. */
export const jsonataFunctions = [
  'abs', 'append', 'assert', 'average', 'base64decode', 'base64encode', 'boolean', 'ceil', 'clone',
  'contains', 'count', 'decodeUrl', 'decodeUrlComponent', 'distinct', 'each', 'encodeUrl',
  'encodeUrlComponent', 'error', 'exists', 'filter', 'floor', 'formatBase', 'formatInteger',
  'formatNumber', 'fromMillis', 'join', 'keys', 'length', 'lookup', 'lowercase', 'map', 'match',
  'max', 'merge', 'millis', 'min', 'not', 'now', 'number', 'pad', 'parseInteger', 'power', 'reduce',
  'replace', 'reverse', 'round', 'shuffle', 'sift', 'single', 'sort', 'split', 'spread', 'sqrt',
  'string', 'substring', 'substringAfter', 'substringBefore', 'sum', 'toMillis', 'trim', 'type',
  'uppercase', 'zip',
] as const; // biome-ignore format: a list by alphabet

/** `$string` declares one of its two parameters with a default, which its length does not count. */
const parameterCounts: Record<string, number> = { string: 2 };

/** The functions by name, as they are bound into every expression; loads the library. */
export async function loadFunctions(): Promise<Map<string, unknown>> {
  const natives = await nativeFunctions(jsonataFunctions, awsFunctions);
  const replaced = replacements(natives);
  const functions = new Map<string, unknown>();
  for (const [name, native] of natives) {
    const implementation = replaced[name] ?? native.implementation;
    functions.set(name, guarded(name, native, implementation));
  }
  for (const [name, implementation] of Object.entries(hidden)) {
    functions.set(name, { _jsonata_function: true, implementation });
  }
  // The package would otherwise answer these itself; `$eval` runs text that no check has seen.
  functions.set('eval', undefined);
  return functions;
}

/**
 * A native function with the checks around it. It is sealed, because the transform operator can change whatever its
 * pattern finds, and functions are shared by all expressions; only the two marks that the evaluator sets stay open.
 */
function guarded(name: string, native: NativeFunction, inner: Implementation): object {
  const guard = guards[name];
  const implementation: Implementation = function (...args) {
    this.environment.base.guardrails();
    const meter = meterOf(this);
    guard?.(meter, args);
    const result = inner.apply(this, args);
    if (typeof result === 'string') meter.text(result.length);
    else if (Array.isArray(result)) meter.items(result.length);
    return result;
  };
  const length = native.implementation.length;
  const count = parameterCounts[name] ?? length;
  const parameters = Array.from({ length: count }, (_, i) => `a${i}`);
  Object.defineProperty(implementation, 'length', { value: length });
  // Partial application reads the names of the parameters from the function's text.
  Object.defineProperty(implementation, 'toString', { value: () => `(${parameters.join()})` });
  const constant = (value: unknown) => ({ value, enumerable: true });
  return Object.preventExtensions(
    Object.defineProperties(
      { token: undefined, position: undefined },
      {
        _jsonata_function: constant(true),
        implementation: constant(Object.freeze(implementation)),
        signature: constant(native.signature),
      },
    ),
  );
}
