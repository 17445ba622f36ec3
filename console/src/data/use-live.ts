/** Loads something, and again and again while it may change: often while somebody looks, never in a hidden tab. */

import { useEffect, useRef, useState } from 'preact/hooks';
import { ApiFailure } from './api.ts';

export interface Live<T> {
  data?: T;
  failure?: ApiFailure;
  /** Loads at once, and resolves when that is done. */
  refresh(): Promise<void>;
}

/** How eagerly to look again. */
export type Pace = 'lively' | 'calm' | 'never';

const LIVELY_MS = 1_000;
const SLOWER_MS = [2_000, 5_000, 15_000];

/**
 * @param key what is loaded: another key starts anew
 * @param load is given what was loaded last
 * @param paceOf how fast the data may change; `never` ends it
 */
export function useLive<T>(
  key: string,
  load: (before: T | undefined) => Promise<T>,
  paceOf: (data: T) => Pace,
): Live<T> {
  const [state, setState] = useState<{ key: string; data?: T; failure?: ApiFailure }>({ key });
  const refresh = useRef<() => Promise<void>>(() => Promise.resolve());
  const loaders = useRef({ load, paceOf });
  loaders.current = { load, paceOf };

  useEffect(() => {
    let data: T | undefined;
    let waits = 0;
    let timer: number | undefined;
    let over = false;
    const later = () => {
      clearTimeout(timer);
      if (over || document.hidden) return;
      const pace = data === undefined ? 'calm' : loaders.current.paceOf(data);
      if (pace === 'never') return;
      const lively = pace === 'lively' && document.hasFocus();
      const slower = SLOWER_MS[Math.min(waits++, SLOWER_MS.length - 1)] ?? LIVELY_MS;
      timer = setTimeout(run, lively ? LIVELY_MS : slower);
    };
    const run = async () => {
      clearTimeout(timer);
      try {
        data = await loaders.current.load(data);
        if (!over) setState({ key, data });
      } catch (error) {
        if (!(error instanceof ApiFailure)) throw error;
        if (!over) setState({ key, ...(data !== undefined && { data }), failure: error });
      }
      later();
    };
    const woken = () => {
      waits = 0;
      if (!document.hidden && (data === undefined || loaders.current.paceOf(data) !== 'never')) {
        void run();
      }
    };
    refresh.current = () => {
      waits = 0;
      return run();
    };
    void run();
    document.addEventListener('visibilitychange', woken);
    window.addEventListener('focus', woken);
    return () => {
      over = true;
      clearTimeout(timer);
      document.removeEventListener('visibilitychange', woken);
      window.removeEventListener('focus', woken);
    };
  }, [key]);

  // Until the effect has run, what belongs to another key is not shown.
  const { data, failure } = state.key === key ? state : {};
  return {
    ...(data !== undefined && { data }),
    ...(failure && { failure }),
    refresh: () => refresh.current(),
  };
}
