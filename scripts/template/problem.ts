/** A mistake in a template, and how one prints. */

export interface TemplateProblem {
  /** Where it is, as keys and indexes joined by dots: `Resources.Table.Properties.KeySchema.0`. */
  path: string;
  message: string;
}

/** The line a person reads. */
export function printProblem({ path, message }: TemplateProblem): string {
  return `${path}: ${message}`;
}

/** The list with one problem, for the checks that find at most one. */
export function problemAt(path: string, message: string): TemplateProblem[] {
  return [{ path, message }];
}
