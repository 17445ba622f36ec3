/** The access keys that requests to a deployed API are signed with. They stay in this tab, and go when it closes. */

import { signal } from '@preact/signals';

export interface Keys {
  accessKeyId: string;
  secretAccessKey: string;
  sessionToken?: string;
  region: string;
}

const NAME = 'treadle-keys';

export const keys = signal<Keys | undefined>(read());

/** Set when the API refused a request for want of a signature that it takes. */
export const needsKeys = signal(false);

/** Keeps the keys for this tab, or forgets them. */
export function keep(pair: Keys | undefined): void {
  if (pair) sessionStorage.setItem(NAME, JSON.stringify(pair));
  else sessionStorage.removeItem(NAME);
  keys.value = pair;
  needsKeys.value = false;
}

/** The region of an API's address: `<id>.execute-api.<region>.amazonaws.com`. */
export function regionOf(host: string): string {
  return /\.execute-api\.([a-z0-9-]+)\./.exec(host)?.[1] ?? 'us-east-1';
}

function read(): Keys | undefined {
  const text = sessionStorage.getItem(NAME);
  return text === null ? undefined : (JSON.parse(text) as Keys);
}
