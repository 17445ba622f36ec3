/** Starts an execution, with an input that is written, or taken from one of the last runs. */

import { useEffect, useState } from 'preact/hooks';
import { ApiFailure, call } from '../data/api.ts';
import { listExecutions } from '../data/lists.ts';
import type { Execution, ExecutionItem, Machine } from '../data/types.ts';
import { agoText, nameIn } from '../format.ts';
import { JsonEditor } from '../parts/editor.tsx';
import { JsonDocument } from '../parts/json-tree.tsx';
import { Failure } from '../parts/notice.tsx';
import { StatusSign } from '../parts/status.tsx';
import { go, pathTo, route } from '../router.ts';
import { useTitle } from '../use-title.ts';

const LAST = 8;

interface Ended {
  status: string;
  output?: string;
  error?: string;
  cause?: string;
}

export function NewExecutionPage({ arn }: { arn: string }) {
  useTitle(`New execution of ${nameIn(arn)}`);
  const [input, setInput] = useState('{}');
  const [name, setName] = useState('');
  const [failure, setFailure] = useState<ApiFailure>();
  const [last, setLast] = useState<ExecutionItem[]>([]);
  const [type, setType] = useState('STANDARD');
  const [ended, setEnded] = useState<Ended>();
  const from = route.value.query.get('from');
  const version = route.value.query.get('version');
  const guarded = (work: () => Promise<void>) => {
    setFailure(undefined);
    return work().catch((error: unknown) => {
      if (!(error instanceof ApiFailure)) throw error;
      setFailure(error);
    });
  };
  const take = (executionArn: string) =>
    guarded(async () => {
      const { input: text = '{}' } = await call<Execution>('DescribeExecution', { executionArn });
      setInput(pretty(text));
    });
  useEffect(() => {
    void guarded(async () => {
      const machine = await call<Machine>('DescribeStateMachine', { stateMachineArn: arn });
      setType(machine.type);
      if (machine.type === 'EXPRESS') return;
      const { items } = await listExecutions({ stateMachineArn: arn, maxResults: LAST });
      setLast(items);
    });
  }, [arn]);
  useEffect(() => {
    if (from) void take(from);
  }, [from]);
  const start = () =>
    guarded(async () => {
      const stateMachineArn = version ? `${arn}:${version}` : arn;
      const request = { stateMachineArn, input, ...(name !== '' && { name }) };
      if (type === 'EXPRESS') {
        setEnded(await call<Ended>('StartSyncExecution', request));
        return;
      }
      const started = await call<{ executionArn: string }>('StartExecution', request);
      go(pathTo('executions', started.executionArn));
    });
  return (
    <>
      <nav class="crumbs" aria-label="Where this is">
        <a href={pathTo()}>State machines</a>
        <a href={pathTo('machines', arn)}>{nameIn(arn)}</a>
      </nav>
      <header class="page-head">
        <h1>New execution{version ? ` of version ${version}` : ''}</h1>
      </header>
      <div class="columns">
        <form
          onSubmit={(event) => {
            event.preventDefault();
            void start();
          }}
        >
          <label class="field">
            <span>Name</span>
            <input
              value={name}
              placeholder="made up where empty"
              maxLength={80}
              onInput={({ currentTarget }) => setName(currentTarget.value)}
            />
          </label>
          <p class="label">Input</p>
          <JsonEditor label="Input" value={input} onChange={setInput} rows={18} />
          <Failure failure={failure} />
          <div class="actions">
            <button type="submit" class="primary">
              Start execution
            </button>
            <button type="button" onClick={() => setInput(pretty(input))}>
              Format
            </button>
          </div>
          {ended && (
            <section aria-label="Outcome">
              <h2>{ended.status}</h2>
              {ended.error && <p class="bad-text">{ended.error}</p>}
              {ended.cause && <pre class="cause">{ended.cause}</pre>}
              <JsonDocument title="Output" text={ended.output} />
            </section>
          )}
        </form>
        <section aria-label="Last inputs">
          <h2>Last inputs</h2>
          {last.length === 0 ? (
            <p class="muted">Inputs of earlier executions will be here.</p>
          ) : (
            <ul class="plain">
              {last.map(({ executionArn, name: run, status, startDate }) => (
                <li key={executionArn}>
                  <button type="button" class="row" onClick={() => take(executionArn)}>
                    <StatusSign status={status} />
                    <span class="grow">{run}</span>
                    <span class="muted">{agoText(startDate)}</span>
                  </button>
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </>
  );
}

/** Laid out over lines, unless it is no JSON, or has numbers that JavaScript would change. */
function pretty(text: string): string {
  try {
    const value: unknown = JSON.parse(text);
    const compact = JSON.stringify(value);
    return compact === text.replace(/\s+(?=(?:[^"]*"[^"]*")*[^"]*$)/g, '')
      ? JSON.stringify(value, null, 2)
      : text;
  } catch {
    return text;
  }
}
