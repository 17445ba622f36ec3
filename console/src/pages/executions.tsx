/** The executions of a state machine, by status and by the beginning of their names. */

import { useLayoutEffect, useState } from 'preact/hooks';
import { listExecutions } from '../data/lists.ts';
import type { ExecutionItem } from '../data/types.ts';
import { useLive } from '../data/use-live.ts';
import { words } from '../format.ts';
import { onKey } from '../keyboard.ts';
import { Empty, Failure, Loading } from '../parts/notice.tsx';
import { go, pathTo, route, withQuery } from '../router.ts';
import { ExecutionRows } from './execution-rows.tsx';

const STATUSES = ['RUNNING', 'SUCCEEDED', 'FAILED', 'TIMED_OUT', 'ABORTED'];
const PAGE = 100;
/** A prefix is looked for in so many of the newest, until somebody asks for more. */
const SEARCHED = 1_000;

interface Loaded {
  executions: ExecutionItem[];
  more: boolean;
}

export function ExecutionsView({ arn }: { arn: string }) {
  const { query } = route.value;
  const status = query.get('status') ?? '';
  const prefix = query.get('prefix') ?? '';
  const [most, setMost] = useState(PAGE);
  const [chosen, setChosen] = useState<number>();
  const { data, failure } = useLive<Loaded>(
    `${arn} ${status} ${prefix} ${most}`,
    () => load(arn, status, prefix, most),
    ({ executions }) => (executions.some((one) => one.status === 'RUNNING') ? 'lively' : 'calm'),
  );
  const executions = data?.executions ?? [];
  useLayoutEffect(() => {
    const move = (by: number) =>
      setChosen(Math.min(executions.length - 1, Math.max(0, (chosen ?? -1) + by)));
    const bound = [
      onKey('j', 'Next execution', () => move(1)),
      onKey('k', 'Execution before', () => move(-1)),
      onKey('Enter', 'Open the execution', () => {
        const execution = executions[chosen ?? -1];
        if (execution) go(pathTo('executions', execution.executionArn));
      }),
    ];
    return () => {
      for (const free of bound) free();
    };
  });
  return (
    <>
      <div class="filters">
        <select
          aria-label="Status"
          value={status}
          onChange={({ currentTarget: { value } }) => go(withQuery({ status: value || undefined }))}
        >
          <option value="">Every status</option>
          {STATUSES.map((one) => (
            <option key={one} value={one}>
              {words(one)}
            </option>
          ))}
        </select>
        <input
          type="search"
          aria-label="Names that begin with"
          placeholder="Name begins with"
          value={prefix}
          onInput={({ currentTarget: { value } }) =>
            go(withQuery({ prefix: value || undefined }), { replace: true })
          }
        />
      </div>
      <Failure failure={failure} />
      {!data && !failure && <Loading what="executions" />}
      {data && executions.length === 0 && status === '' && prefix === '' ? (
        <Empty title="It has not run yet.">
          <p>
            <a href={pathTo('machines', arn, 'new')}>Start the first execution</a>
          </p>
        </Empty>
      ) : (
        data && <ExecutionRows executions={executions} chosen={chosen} />
      )}
      {data?.more && (
        <button type="button" class="small" onClick={() => setMost(most + PAGE * 5)}>
          Load older ones
        </button>
      )}
    </>
  );
}

async function load(
  stateMachineArn: string,
  status: string,
  prefix: string,
  most: number,
): Promise<Loaded> {
  const executions: ExecutionItem[] = [];
  let token: string | undefined;
  let seen = 0;
  do {
    const { items, nextToken } = await listExecutions({
      stateMachineArn,
      nextToken: token,
      ...(status && { statusFilter: status }),
    });
    seen += items.length;
    executions.push(...items.filter(({ name }) => name.startsWith(prefix)));
    token = nextToken;
  } while (token !== undefined && executions.length < most && seen < Math.max(most, SEARCHED));
  return { executions, more: token !== undefined };
}
