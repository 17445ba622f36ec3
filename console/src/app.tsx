/** The frame around every page, and the choice of the page. */

import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { keep, keys, needsKeys } from './data/keys.ts';
import { onKey } from './keyboard.ts';
import { EditMachinePage } from './pages/edit-machine.tsx';
import { ExecutionPage } from './pages/execution.tsx';
import { MachinePage } from './pages/machine.tsx';
import { MachinesPage } from './pages/machines.tsx';
import { MapRunPage } from './pages/map-runs.tsx';
import { NewExecutionPage } from './pages/new-execution.tsx';
import { SignInPage } from './pages/sign-in.tsx';
import { Help } from './parts/help.tsx';
import { Empty } from './parts/notice.tsx';
import { go, pageOf, pathTo, route } from './router.ts';
import { changeTheme, theme } from './theme.ts';

export function App() {
  const [help, setHelp] = useState(false);
  const search = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const bound = [
      onKey('/', 'Search, or paste an ARN', () => search.current?.focus()),
      onKey('?', 'Show the keys', () => setHelp(true)),
      onKey('g m', 'Go to the state machines', () => go(pathTo())),
    ];
    return () => {
      for (const free of bound) free();
    };
  }, []);
  return (
    <>
      <a class="skip" href="#content">
        Skip to the content
      </a>
      <header class="bar-top">
        <a class="brand" href={pathTo()}>
          <Mark />
          Treadle
        </a>
        <Search field={search} />
        <button
          type="button"
          class="small quiet"
          onClick={changeTheme}
          aria-label={`Theme: ${theme.value}`}
        >
          {theme.value === 'auto' ? '◐ Auto' : theme.value === 'dark' ? '● Dark' : '○ Light'}
        </button>
        <button type="button" class="small quiet" onClick={() => setHelp(true)} aria-label="Keys">
          ?
        </button>
        {keys.value && (
          <button type="button" class="small quiet" onClick={() => keep(undefined)}>
            Sign out
          </button>
        )}
      </header>
      <main id="content">{needsKeys.value ? <SignInPage /> : <Page />}</main>
      {help && <Help onClose={() => setHelp(false)} />}
    </>
  );
}

function Page() {
  const [section, arn, action] = route.value.path;
  if (section === undefined) return <MachinesPage />;
  if (section === 'create') return <EditMachinePage key="create" />;
  if (arn !== undefined) {
    if (section === 'executions') return <ExecutionPage key={arn} arn={arn} />;
    if (section === 'map-runs') return <MapRunPage key={arn} arn={arn} />;
    if (section === 'machines') {
      if (action === 'new') return <NewExecutionPage key={arn} arn={arn} />;
      if (action === 'edit') return <EditMachinePage key={arn} arn={arn} />;
      return <MachinePage key={arn} arn={arn} />;
    }
  }
  return (
    <>
      <h1>Not found</h1>
      <Empty title="There is no such page.">
        <p>
          <a href={pathTo()}>Go to the state machines</a>
        </p>
      </Empty>
    </>
  );
}

/** Goes to what an ARN names; anything else filters the state machines by name. */
function Search({ field }: { field: RefObject<HTMLInputElement | null> }) {
  const [text, setText] = useState('');
  return (
    <form
      class="search"
      role="search"
      onSubmit={(event) => {
        event.preventDefault();
        go(pageOf(text) ?? `${pathTo()}?name=${encodeURIComponent(text)}`);
        setText('');
        field.current?.blur();
      }}
    >
      <input
        ref={field}
        type="search"
        value={text}
        aria-label="Search state machines, or paste an ARN"
        placeholder="Search, or paste an ARN  ( / )"
        onInput={({ currentTarget }) => setText(currentTarget.value)}
      />
    </form>
  );
}

function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="24" height="24" aria-hidden="true">
      <rect width="32" height="32" rx="8" />
      <path d="M8 9h16M16 9v7M16 16l-7 8M16 16l7 8" />
    </svg>
  );
}
