/** A field for JSON. Its editor comes in a chunk of its own; until it is there, and where it fails, a plain field serves. */

import { useEffect, useRef, useState } from 'preact/hooks';
import type { OpenEditor } from './code-editor.ts';

export interface EditorProps {
  label: string;
  value: string;
  onChange(text: string): void;
  rows?: number;
}

export function JsonEditor({ label, value, onChange, rows = 12 }: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const [ready, setReady] = useState(false);
  const handle = useRef<OpenEditor>(undefined);
  const change = useRef(onChange);
  change.current = onChange;

  useEffect(() => {
    let over = false;
    void import('./code-editor.ts').then(({ openEditor }) => {
      if (over || !host.current) return;
      handle.current = openEditor(host.current, label, value, (text) => change.current(text));
      setReady(true);
    });
    return () => {
      over = true;
      handle.current?.close();
    };
  }, []);
  useEffect(() => handle.current?.set(value), [value]);

  return (
    <div class="editor" style={{ height: `${rows * 1.5 + 1}rem` }}>
      <div class="editor-host" ref={host} />
      {!ready && (
        <textarea
          aria-label={label}
          value={value}
          spellcheck={false}
          onInput={({ currentTarget }) => onChange(currentTarget.value)}
        />
      )}
    </div>
  );
}
