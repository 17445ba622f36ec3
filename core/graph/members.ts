/** Looks into a definition that nobody has checked: what is not there or of another kind reads as empty. */

export type Members = Readonly<Record<string, unknown>>;

/** The members of an object; none where it is something else. */
export function membersOf(value: unknown): Members {
  return isMembers(value) ? value : {};
}

function isMembers(value: unknown): value is Members {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The elements of an array; none where it is something else. */
export function elementsOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** A text; `undefined` where it is something else. */
export function textIn(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
