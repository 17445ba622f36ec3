/** The Map Runs of an execution, in a line each, and the page of one. */

import { ApiFailure, call } from '../data/api.ts';
import { listExecutions } from '../data/lists.ts';
import type { ExecutionItem, Listed, MapRun } from '../data/types.ts';
import { useLive } from '../data/use-live.ts';
import { counted, durationText, nameIn, timeText } from '../format.ts';
import type { Visits } from '../history/visits.ts';
import { Failure, Loading } from '../parts/notice.tsx';
import { StatusBadge } from '../parts/status.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { pathTo, route } from '../router.ts';
import { useTitle } from '../use-title.ts';
import { ExecutionRows } from './execution-rows.tsx';

export function MapRuns({ visits }: { arn: string; visits: Visits }) {
  const runs = [...visits.all.values()].filter(({ mapRunArn }) => mapRunArn !== undefined);
  if (runs.length === 0) return null;
  return (
    <p class="banner note">
      {counted(runs.length, 'Map Run')}:{' '}
      {runs.map(({ id, name, mapRunArn = '' }) => (
        <a key={id} href={pathTo('map-runs', mapRunArn)}>
          {name}
        </a>
      ))}
    </p>
  );
}

interface Loaded {
  run: MapRun;
  children: Listed<ExecutionItem>;
}

const FILTERS = [
  { id: 'all', title: 'All' },
  { id: 'FAILED', title: 'Failed' },
  { id: 'RUNNING', title: 'Running' },
  { id: 'SUCCEEDED', title: 'Succeeded' },
];

const COUNTS = ['succeeded', 'failed', 'timedOut', 'aborted', 'running', 'pending'] as const;

export function MapRunPage({ arn }: { arn: string }) {
  useTitle('Map Run');
  const filter = route.value.query.get('status') ?? 'all';
  const { data, failure } = useLive<Loaded>(
    `${arn} ${filter}`,
    () => load(arn, filter),
    ({ run }) => (run.status === 'RUNNING' ? 'lively' : 'never'),
  );
  const counts = data?.run.itemCounts;
  return (
    <>
      {data && (
        <nav class="crumbs" aria-label="Where this is">
          <a href={pathTo()}>State machines</a>
          <a href={pathTo('executions', data.run.executionArn)}>{nameIn(data.run.executionArn)}</a>
        </nav>
      )}
      <header class="page-head">
        <h1>Map Run</h1>
        {data && <StatusBadge status={data.run.status} />}
      </header>
      <Failure failure={failure} />
      {!data && !failure && <Loading what="the Map Run" />}
      {data && counts && (
        <>
          <dl class="facts">
            <div>
              <dt>Started</dt>
              <dd>{timeText(data.run.startDate)}</dd>
            </div>
            <div>
              <dt>Duration</dt>
              <dd>{durationText((data.run.stopDate ?? Date.now() / 1000) - data.run.startDate)}</dd>
            </div>
            <div>
              <dt>Items</dt>
              <dd>{counts.total}</dd>
            </div>
            {COUNTS.map((name) => (
              <div key={name}>
                <dt>
                  {name === 'timedOut' ? 'Timed out' : name[0]?.toUpperCase() + name.slice(1)}
                </dt>
                <dd>{counts[name]}</dd>
              </div>
            ))}
          </dl>
          <h2>Executions</h2>
          <Tabs label="Status" tabs={FILTERS} current={filter} parameter="status" />
          <ExecutionRows executions={data.children.items} />
        </>
      )}
    </>
  );
}

async function load(mapRunArn: string, filter: string): Promise<Loaded> {
  const statusFilter = filter === 'all' ? {} : { statusFilter: filter };
  const [run, children] = await Promise.all([
    call<MapRun>('DescribeMapRun', { mapRunArn }),
    listExecutions({ mapRunArn, ...statusFilter }).catch((error: unknown) => {
      // Express children have no history and are in no list.
      if (error instanceof ApiFailure) return { items: [] };
      throw error;
    }),
  ]);
  return { run, children };
}
