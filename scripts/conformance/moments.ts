/** Moments: a case's times were relative to when the cases were written, so they move along with the clock. */

import type { Json } from '../../core/json.ts';
import { mapTexts } from './identifiers.ts';

/** When the cases were written: `now` in them. */
const WRITTEN_AT = Date.parse('2026-11-22T10:27:02Z');

const MOMENT = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/g;

/**
 * The value with every time that is not before the writing of the cases moved by what has passed since then; older ones
 * are a case's own constants. Fractions and offsets keep their spelling.
 *
 * @param now in ms since the epoch
 */
export function moveMoments(value: Json, now: number): Json {
  const passed = now - WRITTEN_AT;
  return mapTexts(value, (text) =>
    text.replace(MOMENT, (moment) => {
      const at = Date.parse(`${moment}Z`);
      return at >= WRITTEN_AT ? new Date(at + passed).toISOString().slice(0, 19) : moment;
    }),
  );
}
