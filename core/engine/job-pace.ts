/** How often a job is looked at that does not tell of its end: less and less often. */

export const FIRST_LOOK_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;

/** The pause after a job has been looked at `looks` times, in ms. */
export function pauseAfterLook(looks: number): number {
  return Math.min(LONGEST_PAUSE_MS, Math.round(FIRST_LOOK_MS * 1.5 ** looks));
}
