/** A parsed JSONPath. */

import type { Json } from '../../json.ts';
import type { Regex } from './regex.ts';

export interface Path {
  /** The path as it was written, without blanks around it. */
  text: string;
  root: PathRoot;
  steps: Step[];
  /** Whether it names at most one value; an indefinite path always yields an array. */
  definite: boolean;
  /** Whether it has names and indexes only, which a plain loop can follow. */
  plain: boolean;
}

/** `$` the document, `$$` the context object, `$name` a variable, `@` the item a filter looks at. */
export type PathRoot =
  | { type: 'document' }
  | { type: 'context' }
  | { type: 'item' }
  | { type: 'variable'; name: string };

export type Step =
  | { type: 'name'; name: string }
  | { type: 'names'; names: string[] }
  | { type: 'index'; index: number }
  | { type: 'indexes'; indexes: number[] }
  | { type: 'slice'; from: number | undefined; to: number | undefined }
  | { type: 'wildcard' }
  | { type: 'descend' }
  | { type: 'filter'; test: Test }
  | { type: 'call'; name: string; arguments: Operand[] };

/** The condition of a filter. */
export type Test =
  | { type: 'and' | 'or'; tests: Test[] }
  | { type: 'not'; test: Test }
  | { type: 'exists'; path: Path }
  | { type: 'compare'; operator: string; left: Operand; right: Operand };

export type Operand =
  | { type: 'path'; path: Path }
  | { type: 'literal'; value: Json }
  | { type: 'regex'; regex: Regex };
