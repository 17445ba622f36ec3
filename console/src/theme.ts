/** Light or dark: as the system says, until somebody chooses. */

import { signal } from '@preact/signals';

export type Choice = 'auto' | 'light' | 'dark';

const NAME = 'treadle-theme';
const NEXT: Record<Choice, Choice> = { auto: 'light', light: 'dark', dark: 'auto' };

export const theme = signal<Choice>('auto');

/** Takes up what was chosen before. */
export function restoreTheme(): void {
  const kept = localStorage.getItem(NAME);
  if (kept === 'light' || kept === 'dark') apply(kept);
}

/** Goes from one choice to the next. */
export function changeTheme(): void {
  apply(NEXT[theme.value]);
}

function apply(choice: Choice): void {
  theme.value = choice;
  if (choice === 'auto') {
    localStorage.removeItem(NAME);
    delete document.documentElement.dataset.theme;
  } else {
    localStorage.setItem(NAME, choice);
    document.documentElement.dataset.theme = choice;
  }
}
