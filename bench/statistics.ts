/** Medians of several runs, with the range between them as a measure of the noise. */

export interface Sample {
  median: number;
  min: number;
  max: number;
}

/** @throws {Error} when there are no values */
export function sampleOf(values: number[]): Sample {
  const sorted = [...values].sort((a, b) => a - b);
  return { median: quantile(sorted, 0.5), min: quantile(sorted, 0), max: quantile(sorted, 1) };
}

/** The value below which that share of the sorted values lies. */
export function quantile(sorted: number[], share: number): number {
  const value = sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))];
  if (value === undefined) throw new Error('no values were measured');
  return value;
}
