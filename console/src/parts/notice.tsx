/** What stands where there is nothing else: that something loads, that it failed, that there is none. */

import type { ComponentChildren } from 'preact';
import type { ApiFailure } from '../data/api.ts';

/** A refusal, in the API's words. */
export function Failure({ failure }: { failure: ApiFailure | undefined }) {
  if (!failure) return null;
  return (
    <div class="banner bad" role="alert">
      <strong>{failure.code}</strong>
      <p>{failure.message}</p>
    </div>
  );
}

export function Loading({ what }: { what: string }) {
  return (
    <p class="loading" role="status">
      Loading {what}…
    </p>
  );
}

/** Says what is not there, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ComponentChildren }) {
  return (
    <div class="empty">
      <p class="empty-title">{title}</p>
      {children}
    </div>
  );
}
