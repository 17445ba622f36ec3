/** What the local services know of functions and their invocations. */

import type { Home } from '../arn.ts';

/** A function as it is now. */
export interface LocalFunction {
  name: string;
  /** The module that exports `handler`. */
  file: string;
  /** Changes whenever the code does. */
  version: string;
  timeoutSeconds: number;
  environment: Record<string, string>;
}

/** One invocation. */
export interface FunctionCall {
  functionName: string;
  qualifier?: string;
  requestId: string;
  /** JSON text. */
  payload: string;
  /** JSON text. */
  clientContext?: string;
}

/** What came of it: the answer, or the error as Lambda's runtime words it; JSON text both. */
export interface FunctionResult {
  failed: boolean;
  payload: string;
}

export interface FunctionName {
  name: string;
  qualifier?: string;
}

const NAME =
  /^(?:(?:arn:[\w-]+:lambda:[\w-]+:)?\d{12}:function:)?([\w-]{1,140})(?::(\$LATEST|[\w-]+))?$/;

/**
 * The function that a name, a partial or a whole ARN means, as the Invoke API takes them. Whatever account, region or
 * version is named: on a laptop it is the function of that name. `undefined` where the text is none of these.
 */
export function parseFunctionName(text: string): FunctionName | undefined {
  const [, name, qualifier] = NAME.exec(text) ?? [];
  if (name === undefined) return undefined;
  return qualifier === undefined ? { name } : { name, qualifier };
}

/** @param qualifier a version or alias; without it the ARN is unqualified */
export function functionArn(home: Home, name: string, qualifier?: string): string {
  const arn = `arn:${home.partition}:lambda:${home.region}:${home.account}:function:${name}`;
  return qualifier === undefined ? arn : `${arn}:${qualifier}`;
}
