/** A button that copies a text. */

import { useState } from 'preact/hooks';

export interface CopyProps {
  text: string;
  /** What is copied, for the button's name. */
  what: string;
  /** Present: stands on the button in place of its sign. */
  title?: string;
}

export function Copy({ text, what, title }: CopyProps) {
  const [done, setDone] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(text).catch(() => undefined);
    setDone(true);
    setTimeout(() => setDone(false), 1_500);
  };
  return (
    <button
      type="button"
      class={title ? 'small' : 'icon'}
      onClick={copy}
      aria-label={`Copy ${what}`}
    >
      {done ? '✓' : (title ?? <Sheets />)}
    </button>
  );
}

function Sheets() {
  return (
    <svg class="sheets" viewBox="0 0 16 16" width="14" height="14" aria-hidden="true">
      <rect x="5.5" y="5.5" width="9" height="9" rx="2" />
      <path d="M10.5 2.5v-1h-9v9h1.5" />
    </svg>
  );
}
