/** How an intrinsic function is defined: the kinds of its arguments and what it computes. */

import { isObject, type Json, type JsonObject } from '../../json.ts';
import { isNumber } from '../../number.ts';
import type { Random } from '../random.ts';

/** An intrinsic that cannot answer; `evaluate.ts` turns it into `States.IntrinsicFailure`, naming the call. */
export class IntrinsicError extends Error {}

/** A row of the table of intrinsics. */
export interface Intrinsic {
  /** The fewest and the most arguments. */
  arity: { min: number; max: number };
  /** What the argument at a position, counted from 0, must be and the value is not; undefined when it fits. */
  mismatch(value: Json, position: number): string | undefined;
  /** @throws {IntrinsicError} when the arguments do not fit */
  call(args: Json[], random: Random): Json;
}

interface Kinds {
  any: Json;
  array: Json[];
  boolean: boolean;
  /** A number, rounded as AWS rounds: halves go up. */
  integer: number;
  object: JsonObject;
  string: string;
}

type Kind = keyof Kinds;
type Values<K extends readonly Kind[]> = { -readonly [I in keyof K]: Kinds[K[I]] };

interface Definition<K extends readonly Kind[], O extends readonly Kind[]> {
  parameters: K;
  /** Parameters that may be left out. */
  optional?: O;
  /** Any number of further arguments. */
  rest?: boolean;
  apply(
    args: [...Values<K>, ...Partial<Values<O>>],
    context: { rest: Json[]; random: Random },
  ): Json;
}

/** A row of the table, whose arguments are checked before `apply` sees them. */
export function defineIntrinsic<
  const K extends readonly Kind[],
  const O extends readonly Kind[] = [],
>(definition: Definition<K, O>): Intrinsic {
  const kinds: readonly Kind[] = [...definition.parameters, ...(definition.optional ?? [])];
  const max = definition.rest ? Number.POSITIVE_INFINITY : kinds.length;
  const mismatch = (value: Json, position: number): string | undefined => {
    const kind = kinds[position] ?? 'any';
    return fits(value, kind) ? undefined : `Argument ${position + 1} must be ${describe[kind]}`;
  };
  const check = (value: Json, position: number): Json => {
    const trouble = mismatch(value, position);
    if (trouble) throw new IntrinsicError(trouble);
    // adding 0 makes -0 plain
    return kinds[position] === 'integer' ? Math.round(Number(value)) + 0 : value;
  };
  return {
    arity: { min: definition.parameters.length, max },
    mismatch,
    call(args, random) {
      const checked = args.slice(0, kinds.length).map(check);
      // the checks above made the arguments what the kinds promise
      return definition.apply(checked as [...Values<K>, ...Partial<Values<O>>], {
        rest: args.slice(kinds.length),
        random,
      });
    },
  };
}

/** The text, unless it is longer than the 10,000 characters that AWS lets Hash and Base64 take. */
export function shortText(text: string): string {
  if (text.length <= 10_000) return text;
  throw new IntrinsicError('The string must not be longer than 10,000 characters');
}

const describe: Record<Kind, string> = {
  any: 'a value',
  array: 'an array',
  boolean: 'a boolean',
  integer: 'a number',
  object: 'a JSON object',
  string: 'a string',
};

function fits(value: Json, kind: Kind): boolean {
  switch (kind) {
    case 'any':
      return true;
    case 'array':
      return Array.isArray(value);
    case 'integer':
      return isNumber(value) && Number.isSafeInteger(Math.round(Number(value)));
    case 'object':
      return isObject(value);
    default:
      return typeof value === kind;
  }
}
