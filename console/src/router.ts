/** The address bar as the console's state: everything that is to be seen can be bookmarked, and Back works. */

import { computed, signal } from '@preact/signals';

export interface Route {
  /** The parts of the path below `/console/`, decoded. */
  path: string[];
  query: URLSearchParams;
}

const BASE = '/console';

const here = signal(location.pathname + location.search);

window.addEventListener('popstate', () => {
  here.value = location.pathname + location.search;
});

export const route = computed<Route>(() => {
  const { pathname, searchParams } = new URL(here.value, location.origin);
  const path = pathname.slice(BASE.length).split('/').filter(Boolean).map(decodeURIComponent);
  return { path, query: searchParams };
});

/** The address of a page: `pathTo('executions', arn)`. */
export function pathTo(...parts: string[]): string {
  return [BASE, ...parts.map(encodeURIComponent)].join('/') + (parts.length === 0 ? '/' : '');
}

/** The address of this page with other parameters; those that are undefined go. */
export function withQuery(changes: Record<string, string | undefined>): string {
  const url = new URL(here.value, location.origin);
  for (const [name, value] of Object.entries(changes)) {
    if (value === undefined) url.searchParams.delete(name);
    else url.searchParams.set(name, value);
  }
  return url.pathname + url.search;
}

/** Goes to an address of the console. */
export function go(address: string, { replace = false } = {}): void {
  if (address === here.value) return;
  if (replace) history.replaceState(null, '', address);
  else history.pushState(null, '', address);
  const samePage = here.value.split('?')[0] === address.split('?')[0];
  here.value = address;
  if (!samePage) window.scrollTo(0, 0);
}

/** Lets links within the console work without loading the page anew. */
export function followLinks(): void {
  document.addEventListener('click', (event) => {
    const plain = event.button === 0 && !event.metaKey && !event.ctrlKey && !event.shiftKey;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!plain || !link || link.target || link.hasAttribute('download')) return;
    const url = new URL(link.href);
    if (url.origin !== location.origin || !url.pathname.startsWith(BASE)) return;
    event.preventDefault();
    go(url.pathname + url.search);
  });
}

/** Where an ARN that somebody pasted leads to; `undefined` where it names nothing that has a page. */
export function pageOf(arn: string): string | undefined {
  const parts = arn.trim().split(':');
  if (parts[0] !== 'arn' || parts[2] !== 'states') return undefined;
  if (parts[5] === 'execution') return pathTo('executions', arn.trim());
  if (parts[5] === 'mapRun') return pathTo('map-runs', arn.trim());
  if (parts[5] === 'stateMachine') return pathTo('machines', parts.slice(0, 7).join(':'));
  return undefined;
}
