/** Creates a state machine, or changes one: the definition on one side, its graph on the other. */

import { useEffect, useState } from 'preact/hooks';
import { ApiFailure, call } from '../data/api.ts';
import { listMachines } from '../data/lists.ts';
import type { Machine } from '../data/types.ts';
import { nameIn } from '../format.ts';
import { JsonEditor } from '../parts/editor.tsx';
import { Graph } from '../parts/graph.tsx';
import { Failure, Loading } from '../parts/notice.tsx';
import { go, pathTo } from '../router.ts';
import { useTitle } from '../use-title.ts';

const FIRST = `{
  "Comment": "Says hello, after a rest",
  "StartAt": "Rest",
  "States": {
    "Rest": { "Type": "Wait", "Seconds": 1, "Next": "Hello" },
    "Hello": {
      "Type": "Pass",
      "Parameters": { "greeting.$": "States.Format('Hello, {}', $.name)" },
      "End": true
    }
  }
}`;

const ACCOUNT = '123456789012';

interface Diagnostics {
  diagnostics: { severity: string; code: string; message: string; location?: string }[];
}

/** @param arn the state machine that is changed; absent: one is created */
export function EditMachinePage({ arn }: { arn?: string }) {
  useTitle(arn ? `Edit ${nameIn(arn)}` : 'Create state machine');
  const [name, setName] = useState('');
  const [type, setType] = useState('STANDARD');
  const [role, setRole] = useState(`arn:aws:iam::${ACCOUNT}:role/treadle`);
  const [text, setText] = useState(arn ? undefined : FIRST);
  const [drawn, setDrawn] = useState<object>({});
  const [problems, setProblems] = useState<Diagnostics['diagnostics']>([]);
  const [failure, setFailure] = useState<ApiFailure>();
  const guarded = (work: () => Promise<void>) => {
    setFailure(undefined);
    return work().catch((error: unknown) => {
      if (!(error instanceof ApiFailure)) throw error;
      setFailure(error);
    });
  };
  useEffect(() => {
    void guarded(async () => {
      if (arn) {
        const machine = await call<Machine>('DescribeStateMachine', { stateMachineArn: arn });
        setText(machine.definition);
        return;
      }
      // The account that other machines are in.
      const account = (await listMachines()).items[0]?.stateMachineArn.split(':')[4];
      if (account) setRole(`arn:aws:iam::${account}:role/treadle`);
    });
  }, [arn]);
  useEffect(() => {
    if (text === undefined) return undefined;
    const parsed = objectIn(text);
    if (parsed) setDrawn(parsed);
    const timer = setTimeout(() => {
      void call<Diagnostics>('ValidateStateMachineDefinition', { definition: text, type })
        .then(({ diagnostics }) => setProblems(diagnostics))
        .catch(() => setProblems([]));
    }, 300);
    return () => clearTimeout(timer);
  }, [text, type]);
  const save = () =>
    guarded(async () => {
      if (arn) {
        await call('UpdateStateMachine', { stateMachineArn: arn, definition: text });
        go(pathTo('machines', arn));
        return;
      }
      const made = await call<{ stateMachineArn: string }>('CreateStateMachine', {
        name,
        type,
        definition: text,
        roleArn: role,
      });
      go(pathTo('machines', made.stateMachineArn));
    });
  return (
    <>
      <nav class="crumbs" aria-label="Where this is">
        <a href={pathTo()}>State machines</a>
        {arn && <a href={pathTo('machines', arn)}>{nameIn(arn)}</a>}
      </nav>
      <header class="page-head">
        <h1>{arn ? `Edit ${nameIn(arn)}` : 'Create state machine'}</h1>
      </header>
      <div class="columns even">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          {!arn && (
            <div class="fields">
              <label class="field grow">
                <span>Name</span>
                <input
                  value={name}
                  required
                  maxLength={80}
                  onInput={({ currentTarget }) => setName(currentTarget.value)}
                />
              </label>
              <label class="field">
                <span>Type</span>
                <select value={type} onChange={({ currentTarget }) => setType(currentTarget.value)}>
                  <option value="STANDARD">Standard</option>
                  <option value="EXPRESS">Express</option>
                </select>
              </label>
              <label class="field grow">
                <span>Role</span>
                <input
                  value={role}
                  required
                  onInput={({ currentTarget }) => setRole(currentTarget.value)}
                />
              </label>
            </div>
          )}
          <p class="label">Definition</p>
          {text === undefined ? (
            <Loading what="the definition" />
          ) : (
            <JsonEditor label="Definition" value={text} onChange={setText} rows={24} />
          )}
          <Failure failure={failure} />
          {problems.length > 0 && (
            <ul class="problems" aria-label="Problems">
              {problems.map(({ severity, code, message, location }) => (
                <li key={`${location} ${message}`} class={severity === 'ERROR' ? 'bad-text' : ''}>
                  {severity === 'ERROR' ? '✕' : '!'} {message}
                  <span class="muted">
                    {' '}
                    {code} {location}
                  </span>
                </li>
              ))}
            </ul>
          )}
          <div class="actions">
            <button type="submit" class="primary">
              {arn ? 'Save' : 'Create'}
            </button>
          </div>
        </form>
        <section aria-label="Preview" class="preview">
          <Graph definition={drawn} name={name || 'preview'} />
        </section>
      </div>
    </>
  );
}

function objectIn(text: string): object | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
