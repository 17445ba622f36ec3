/** Lengths of time as tests write them. */

export interface Duration {
  days?: number;
  hours?: number;
  minutes?: number;
  seconds?: number;
}

/** In ms; a number is one of seconds, as everywhere in the language. */
export function milliseconds(duration: Duration | number): number {
  if (typeof duration === 'number') return duration * 1000;
  const { days = 0, hours = 0, minutes = 0, seconds = 0 } = duration;
  return (((days * 24 + hours) * 60 + minutes) * 60 + seconds) * 1000;
}
