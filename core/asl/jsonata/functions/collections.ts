/** Work on arrays and objects that JSONata's functions are made of, in linear or n log n time. */

/** The values of an object, arrays flattened, as the wildcard `*` gives them. */
export function descendants(input: unknown, results: unknown[]): unknown[] {
  if (typeof input !== 'object' || input === null || '_jsonata_function' in input) return results;
  if ('_jsonata_lambda' in input) return results;
  for (const value of Object.values(input)) pushFlat(value, results);
  return results;
}

function pushFlat(value: unknown, results: unknown[]): void {
  if (!Array.isArray(value)) results.push(value);
  else for (const item of value) pushFlat(item, results);
}

/**
 * A stable merge sort.
 *
 * @param swap whether the second of two items stands before the first
 */
export async function mergeSort(
  items: readonly unknown[],
  swap: (a: unknown, b: unknown) => unknown,
): Promise<unknown[]> {
  let runs: unknown[][] = items.map((item) => [item]);
  while (runs.length > 1) {
    const merged: unknown[][] = [];
    for (let i = 0; i < runs.length; i += 2) {
      merged.push(await merge(runs[i] ?? [], runs[i + 1] ?? [], swap));
    }
    runs = merged;
  }
  return runs[0] ?? [];
}

async function merge(
  left: unknown[],
  right: unknown[],
  swap: (a: unknown, b: unknown) => unknown,
): Promise<unknown[]> {
  const result: unknown[] = [];
  let l = 0;
  let r = 0;
  while (l < left.length && r < right.length) {
    result.push((await swap(left[l], right[r])) ? right[r++] : left[l++]);
  }
  while (l < left.length) result.push(left[l++]);
  while (r < right.length) result.push(right[r++]);
  return result;
}

/** A function from values to texts that are the same for values that are equal; functions equal only themselves. */
export function canonicalText(): (value: unknown) => string {
  const functions = new Map<unknown, number>();
  const text = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(text).join()}]`;
    if (typeof value === 'function' || (isRecord(value) && '_jsonata_lambda' in value)) {
      functions.set(value, functions.get(value) ?? functions.size);
      return `f${functions.get(value)}`;
    }
    if (isRecord(value)) {
      const keys = Object.keys(value).sort();
      return `{${keys.map((key) => `${JSON.stringify(key)}:${text(value[key])}`).join()}}`;
    }
    return JSON.stringify(value) ?? 'undefined';
  };
  return text;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
