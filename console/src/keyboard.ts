/** Keys without a modifier, for who does not type in a field just then. Two of them may follow each other: `g t`. */

interface Binding {
  keys: string;
  what: string;
  act(): void;
}

const bindings = new Set<Binding>();
const SEQUENCE_MS = 2_000;
let before = { key: '', at: 0 };

/**
 * Binds a key, or two after another, for as long as the returned function is not called. Pages bind in a layout
 * effect, so that what can be seen can be pressed.
 */
export function onKey(keys: string, what: string, act: () => void): () => void {
  const binding = { keys, what, act };
  bindings.add(binding);
  return () => {
    bindings.delete(binding);
  };
}

/** What can be pressed now, and what it does. */
export function boundKeys(): { keys: string; what: string }[] {
  return [...bindings].map(({ keys, what }) => ({ keys, what }));
}

/** Listens, from now on. */
export function listenToKeys(): void {
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event)) return;
    const { key } = event;
    const now = event.timeStamp;
    const both = now - before.at < SEQUENCE_MS ? `${before.key} ${key}` : key;
    before = { key, at: now };
    const found =
      [...bindings].findLast(({ keys }) => keys === both) ??
      [...bindings].findLast(({ keys }) => keys === key);
    if (!found) return;
    event.preventDefault();
    found.act();
  });
}

/** Whether the key is meant for what has the focus. */
function isTyping(event: KeyboardEvent): boolean {
  const [target] = event.composedPath();
  if (!(target instanceof Element) || event.key === 'Escape') return false;
  if (event.key === 'Enter' && target.closest('a, button, summary, [role=button]')) return true;
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}
