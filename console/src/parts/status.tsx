/** A status as sign, word and colour: never as colour alone. */

import { words } from '../format.ts';
import type { Status } from '../history/visit.ts';

const SIGNS: Record<Status, string> = {
  RUNNING: '▶',
  SUCCEEDED: '✓',
  FAILED: '✕',
  CAUGHT: '!',
  ABORTED: '■',
  TIMED_OUT: '◷',
  PENDING_REDRIVE: '…',
};

export function signOf(status: Status): string {
  return SIGNS[status] ?? '?';
}

/** Sign and word. */
export function StatusBadge({ status }: { status: Status }) {
  return (
    <span class={`status ${status}`}>
      <StatusSign status={status} />
      {words(status)}
    </span>
  );
}

/** The sign alone, for places where the word stands beside it or in a label. */
export function StatusSign({ status }: { status: Status }) {
  return (
    <span class={`sign ${status}`} aria-hidden="true">
      {signOf(status)}
    </span>
  );
}
