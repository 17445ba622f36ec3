/** The functions a JSONPath may end with, `$.list.length()`, as Jayway computes them. */

import { isObject, type Json } from '../../json.ts';
import { isNumber, numberOf } from '../../number.ts';

type PathFunction = (value: Json, args: Json[]) => Json | undefined;

const functions: Record<string, PathFunction> = {
  length: size,
  size,
  min: (value, args) => reduce(value, args, (numbers) => fold(numbers, Math.min)),
  max: (value, args) => reduce(value, args, (numbers) => fold(numbers, Math.max)),
  sum: (value, args) => reduce(value, args, sum),
  avg: (value, args) => reduce(value, args, mean),
  stddev: (value, args) => reduce(value, args, deviation),
  concat: (value, args) =>
    [...(Array.isArray(value) ? value : []), ...args]
      .flat()
      .filter((part) => typeof part === 'string' || isNumber(part))
      .join(''),
  append: (value, args) => (Array.isArray(value) ? [...value, ...args] : value),
  keys: (value) => (isObject(value) ? Object.keys(value) : null),
  first: (value) => (Array.isArray(value) ? value[0] : undefined),
  last: (value) => (Array.isArray(value) ? value.at(-1) : undefined),
  index: (value, [index]) => {
    const place = numberOf(index);
    return Array.isArray(value) && place !== undefined ? value.at(place) : undefined;
  },
};

export const functionNames: ReadonlySet<string> = new Set(Object.keys(functions));

/** The function's value, or undefined where it has none, such as the smallest of no numbers. */
export function applyFunction(name: string, value: Json, args: Json[]): Json | undefined {
  return functions[name]?.(value, args);
}

function size(value: Json): Json {
  if (Array.isArray(value)) return value.length;
  return isObject(value) ? Object.keys(value).length : null;
}

function reduce(
  value: Json,
  args: Json[],
  compute: (numbers: number[]) => number,
): number | undefined {
  const numbers = [...(Array.isArray(value) ? value : []), ...args.flat()].flatMap(
    (item) => numberOf(item) ?? [],
  );
  return numbers.length === 0 ? undefined : compute(numbers);
}

function fold(numbers: number[], choose: (a: number, b: number) => number): number {
  // a spread call would overflow the stack on a long list
  return numbers.reduce((chosen, number) => choose(chosen, number));
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, number) => total + number, 0);
}

function mean(numbers: number[]): number {
  return sum(numbers) / numbers.length;
}

function deviation(numbers: number[]): number {
  const middle = mean(numbers);
  return Math.sqrt(mean(numbers.map((number) => (number - middle) ** 2)));
}
