/** A JSON document as a tree that is drawn as far as it is opened. Numbers stand as they were written. */

import { useMemo, useState } from 'preact/hooks';
import { isObject, type Json, parseJson, textOf } from '../../../core/json.ts';
import { Copy } from './copy.tsx';

export interface DocumentProps {
  title: string;
  /** JSON text. */
  text: string | undefined;
}

const AT_ONCE = 100;
const OPEN_DEPTH = 2;
const LONGEST_TEXT = 400;

/** A document with what can be done with it: search, look at it raw, copy it. */
export function JsonDocument({ title, text }: DocumentProps) {
  const [raw, setRaw] = useState(false);
  const [search, setSearch] = useState('');
  const value = useMemo(() => (text === undefined ? undefined : read(text)), [text]);
  if (text === undefined) return null;
  return (
    <section class="document" aria-label={title}>
      <header>
        <span class="title">{title}</span>
        <input
          type="search"
          class="small"
          placeholder="Find"
          aria-label={`Find in ${title}`}
          value={search}
          onInput={({ currentTarget }) => setSearch(currentTarget.value)}
        />
        <button type="button" class="small" aria-pressed={raw} onClick={() => setRaw(!raw)}>
          Raw
        </button>
        <Copy text={text} what={title} />
      </header>
      <div class="document-body" tabIndex={0} role="group" aria-label={`${title}, the document`}>
        {raw || value === undefined ? (
          <pre>{text}</pre>
        ) : (
          <ul class="tree">
            <Member path="$" value={value} depth={0} search={search.toLowerCase()} />
          </ul>
        )}
      </div>
    </section>
  );
}

interface MemberProps {
  name?: string;
  path: string;
  value: Json;
  depth: number;
  search: string;
}

function Member({ name, path, value, depth, search }: MemberProps) {
  const members = Array.isArray(value)
    ? value.map((item, index) => [`[${index}]`, item] as const)
    : isObject(value)
      ? Object.entries(value)
      : undefined;
  const [open, setOpen] = useState(depth < OPEN_DEPTH);
  const [shown, setShown] = useState(AT_ONCE);
  const found = search !== '' && holds(name, value, search);
  if (!members || members.length === 0) {
    return (
      <li class={found ? 'found' : undefined}>
        {name !== undefined && <Key name={name} path={path} />}
        <Leaf value={value} />
      </li>
    );
  }
  const opened = open || found;
  const count = Array.isArray(value) ? `[${members.length}]` : `{${members.length}}`;
  return (
    <li>
      <button
        type="button"
        class="fold"
        aria-expanded={opened}
        aria-label={`${name ?? path}, ${count}`}
        onClick={() => setOpen(!opened)}
      >
        {opened ? '▾' : '▸'}
      </button>
      {name !== undefined && <Key name={name} path={path} />}
      <span class="muted">{count}</span>
      {opened && (
        <ul>
          {members.slice(0, shown).map(([key, member]) => (
            <Member
              key={key}
              name={key}
              path={pathOf(path, key)}
              value={member}
              depth={depth + 1}
              search={search}
            />
          ))}
          {members.length > shown && (
            <li>
              <button type="button" class="small" onClick={() => setShown(shown + AT_ONCE)}>
                {members.length - shown} more
              </button>
            </li>
          )}
        </ul>
      )}
    </li>
  );
}

function Key({ name, path }: { name: string; path: string }) {
  const copy = () => void navigator.clipboard.writeText(path).catch(() => undefined);
  return (
    <button type="button" class="key" title={`Copy the path ${path}`} onClick={copy}>
      {name}
    </button>
  );
}

function Leaf({ value }: { value: Json }) {
  const [whole, setWhole] = useState(false);
  const text = textOf(value);
  const kind = typeof value === 'string' ? 'string' : 'plain';
  if (whole || text.length <= LONGEST_TEXT) return <span class={`leaf ${kind}`}>{text}</span>;
  return (
    <span class={`leaf ${kind}`}>
      {text.slice(0, LONGEST_TEXT)}…{' '}
      <button type="button" class="small" onClick={() => setWhole(true)}>
        {text.length - LONGEST_TEXT} more
      </button>
    </span>
  );
}

function pathOf(path: string, key: string): string {
  if (key.startsWith('[')) return path + key;
  return /^[A-Za-z_]\w*$/.test(key) ? `${path}.${key}` : `${path}[${JSON.stringify(key)}]`;
}

function holds(name: string | undefined, value: Json, search: string): boolean {
  return (
    name?.toLowerCase().includes(search) === true || textOf(value).toLowerCase().includes(search)
  );
}

function read(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
