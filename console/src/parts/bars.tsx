/** When a step ran, drawn to scale: its attempts, those that failed, and the pauses between them. */

import { durationText } from '../format.ts';
import type { Visit } from '../history/visit.ts';

export interface BarsProps {
  visit: Visit;
  /** Where the scale begins, in seconds since the epoch, and how many seconds it has. */
  start: number;
  span: number;
  now: number;
}

export function Bars({ visit, start, span, now }: BarsProps) {
  const end = visit.end ?? now;
  const place = (from: number, to: number) => ({
    x: `${(Math.max(0, from - start) / span) * 100}%`,
    width: `${Math.max(0.4, ((to - from) / span) * 100)}%`,
  });
  const said = `${durationText(visit.start - start)} after the start, for ${durationText(end - visit.start)}`;
  return (
    <svg class="bars" role="img" aria-label={said} width="100%" height="16">
      <rect class={`bar ${visit.status}`} {...place(visit.start, end)} y="4" height="8" rx="2" />
      {visit.attempts.length > 1 && (
        <rect class="bar pause" {...place(visit.start, end)} y="4" height="8" rx="2" />
      )}
      {visit.attempts.length > 1 &&
        visit.attempts.map((attempt) => (
          <rect
            key={attempt.eventId}
            class={`bar ${attempt.error === undefined ? visit.status : 'FAILED'}`}
            {...place(attempt.start, attempt.end ?? end)}
            y="3"
            height="10"
            rx="2"
          >
            <title>{attempt.error ?? visit.status}</title>
          </rect>
        ))}
    </svg>
  );
}
