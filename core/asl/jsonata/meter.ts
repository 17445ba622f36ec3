/** Counts what one evaluation builds and stops it before it takes the process: sizes of values, sums, quadratic work. */

import { ExpressionFailure } from './errors.ts';
import { MAX_ALLOCATION, MAX_QUADRATIC_COST, MAX_SEQUENCE, MAX_VALUE_SIZE } from './limits.ts';
import type { Node } from './syntax.ts';

/** Deeper values could not be read again, and recursion over them could exhaust the stack. */
const MAX_DEPTH = 480;

interface Measure {
  size: number;
  depth: number;
}

export class Meter {
  /** Throws when the evaluation's time is used up; known once its first node is done. */
  guardrails: (() => void) | undefined;
  #allocated = 0;
  #quadraticCost = 0;
  /** Measures of values met before; values do not change but in a transform, which forgets them all. */
  #measures: WeakMap<object, Measure> | undefined;

  /** Accounts for the result of a node; called by the evaluator after each one. */
  see(node: Node, result: unknown): void {
    this.#quadraticCost += node.quadratic ?? 0;
    if (this.#quadraticCost > MAX_QUADRATIC_COST) {
      throw memoryExceeded('this operator was given too many items');
    }
    switch (node.type) {
      case 'binary':
      case 'unary':
      case 'function':
      case 'apply':
      case 'path':
        if (typeof result === 'string') this.text(result.length);
        else if (typeof result === 'object' && result !== null) this.#container(result);
    }
    if (node.changesMatch) this.#measures = undefined;
  }

  /** Accounts for a text of this length, before or after it is built. */
  text(length: number): void {
    if (!(length <= MAX_VALUE_SIZE)) {
      throw memoryExceeded(`a text of ${length} characters is longer than ${MAX_VALUE_SIZE}`);
    }
    this.#allocate(length);
  }

  /** Accounts for an array of this length, before or after it is built. */
  items(length: number): void {
    if (length > MAX_SEQUENCE) {
      throw { code: 'D2015', value: MAX_SEQUENCE };
    }
    this.#allocate(8 * length);
  }

  #container(value: object): void {
    if (Array.isArray(value)) this.#allocate(8 * value.length);
    this.measure(value);
  }

  #allocate(size: number): void {
    this.#allocated += size;
    if (this.#allocated > MAX_ALLOCATION) {
      throw memoryExceeded('its values together are too large');
    }
  }

  /** Size and depth of a value; refuses what is too large. */
  measure(value: unknown): Measure {
    return this.#measure(value, 0);
  }

  #measure(value: unknown, level: number): Measure {
    if (typeof value === 'string') return { size: value.length + 3, depth: 0 };
    if (typeof value !== 'object' || value === null) return SCALAR;
    if (isFunctionValue(value)) return SCALAR;
    const known = this.#measures?.get(value);
    if (known) return known;
    if (level > MAX_DEPTH) throw memoryExceeded(`a value nests deeper than ${MAX_DEPTH} levels`);
    const measure = { size: 2, depth: 0 };
    const add = (part: unknown) => {
      const { size, depth } = this.#measure(part, level + 1);
      measure.size += size;
      measure.depth = Math.max(measure.depth, depth + 1);
      if (measure.size > MAX_VALUE_SIZE) {
        throw memoryExceeded(`a value is larger than ${MAX_VALUE_SIZE} characters`);
      }
      if (level + measure.depth > MAX_DEPTH) {
        throw memoryExceeded(`a value nests deeper than ${MAX_DEPTH} levels`);
      }
    };
    if (Array.isArray(value)) {
      for (const item of value) add(item);
    } else {
      for (const [key, part] of Object.entries(value)) {
        measure.size += key.length + 4;
        add(part);
      }
    }
    // What is small is measured again faster than it is found.
    if (measure.size > 64) {
      this.#measures ??= new WeakMap();
      this.#measures.set(value, measure);
    }
    return measure;
  }
}

const SCALAR: Measure = { size: 5, depth: 0 };

/** Whether JSONata takes an object for a function: a native one, or a lambda with its environment. */
export function isFunctionValue(value: object): boolean {
  return (
    ('implementation' in value && typeof value.implementation === 'function') ||
    ('_jsonata_lambda' in value &&
      'environment' in value &&
      typeof value.environment === 'object' &&
      value.environment !== null &&
      'lookup' in value.environment &&
      typeof value.environment.lookup === 'function')
  );
}

function memoryExceeded(what: string): ExpressionFailure {
  return new ExpressionFailure('D1014', `The evaluation exceeds the memory limit: ${what}`);
}
