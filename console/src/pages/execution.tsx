/** The page of an execution: how it stands, and four ways to look at it. */

import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import { useExecution, type Watched } from '../data/use-execution.ts';
import { agoText, counted, durationText, machineArnOf, nameIn, timeText } from '../format.ts';
import { summaryOf, within } from '../history/summary.ts';
import type { Visit } from '../history/visit.ts';
import { onKey } from '../keyboard.ts';
import { Cause } from '../parts/cause.tsx';
import { Copy } from '../parts/copy.tsx';
import { Graph } from '../parts/graph.tsx';
import { JsonDocument } from '../parts/json-tree.tsx';
import { Failure, Loading } from '../parts/notice.tsx';
import { StatusBadge } from '../parts/status.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { go, pathTo, route, withQuery } from '../router.ts';
import { useTitle } from '../use-title.ts';
import { ExecutionActions } from './execution-actions.tsx';
import { EventsView } from './execution-events.tsx';
import { TableView } from './execution-table.tsx';
import { TimelineView } from './execution-timeline.tsx';
import { MapRuns } from './map-runs.tsx';
import { StepPanel } from './step-panel.tsx';

const VIEWS = [
  { id: 'graph', title: 'Graph' },
  { id: 'table', title: 'Table' },
  { id: 'events', title: 'Events' },
  { id: 'timeline', title: 'Timeline' },
  { id: 'data', title: 'Input & output' },
  { id: 'definition', title: 'Definition' },
];

export function ExecutionPage({ arn }: { arn: string }) {
  const { data, failure, refresh } = useExecution(arn);
  const name = nameIn(arn);
  useTitle(data ? `${data.execution.status} · ${name}` : name);
  useLayoutEffect(() => {
    const bound = VIEWS.map(({ id, title }, place) =>
      onKey(`g ${id[0]}`, `Show: ${title}`, () =>
        go(withQuery({ view: place === 0 ? undefined : id })),
      ),
    );
    const unbind = onKey('Escape', 'Close the details', () =>
      go(withQuery({ state: undefined, visit: undefined })),
    );
    return () => {
      unbind();
      for (const free of bound) free();
    };
  }, []);
  const machine = machineArnOf(arn);
  return (
    <>
      <nav class="crumbs" aria-label="Where this is">
        <a href={pathTo()}>State machines</a>
        <a href={pathTo('machines', machine)}>{nameIn(machine)}</a>
      </nav>
      <header class="page-head">
        <h1>{name}</h1>
        {data && <StatusBadge status={data.execution.status} />}
        {data && <ExecutionActions watched={data} refresh={refresh} />}
      </header>
      <Failure failure={failure} />
      {data ? <Body watched={data} /> : !failure && <Loading what="the execution" />}
    </>
  );
}

function Body({ watched }: { watched: Watched }) {
  const { execution, visits, lastEventId, gap } = watched;
  const { query } = route.value;
  const view = VIEWS.find(({ id }) => id === query.get('view'))?.id ?? 'graph';
  const chosen = chosenVisit(watched);
  const now = execution.stopDate ?? Date.now() / 1000;
  return (
    <>
      <dl class="facts">
        <Fact term="Started">
          <time title={timeText(execution.startDate)}>{timeText(execution.startDate)}</time>{' '}
          <span class="muted">{agoText(execution.startDate)}</span>
        </Fact>
        <Fact term="Duration">{durationText(now - execution.startDate)}</Fact>
        <Fact term="History">{counted(lastEventId, 'event')}</Fact>
        {(execution.redriveCount ?? 0) > 0 && (
          <Fact term="Redriven">{counted(execution.redriveCount ?? 0, 'time')}</Fact>
        )}
        <Fact term="ARN">
          <code class="arn">{execution.executionArn}</code>
          <Copy text={execution.executionArn} what="the ARN" />
        </Fact>
      </dl>
      <ErrorBanner watched={watched} />
      {gap && (
        <p class="banner note">
          This history has {counted(lastEventId, 'event')}. Graph, table and timeline show it
          without the events {gap.from + 1} to {gap.to}; the view of events has them all.
        </p>
      )}
      <MapRuns arn={execution.executionArn} visits={visits} />
      <Tabs label="Views of the execution" tabs={VIEWS} current={view} />
      <div class={chosen && 'split'}>
        <div class="view">
          <View view={view} watched={watched} now={now} />
        </div>
        {chosen && <StepPanel key={chosen.id} watched={watched} visit={chosen} now={now} />}
      </div>
      <p class="visually-hidden" role="status">
        The execution is {execution.status.toLowerCase()}.
      </p>
    </>
  );
}

function View({ view, watched, now }: { view: string; watched: Watched; now: number }) {
  const { execution, definition, visits } = watched;
  switch (view) {
    case 'table':
      return <TableView watched={watched} now={now} />;
    case 'events':
      return <EventsView watched={watched} />;
    case 'timeline':
      return <TimelineView watched={watched} now={now} />;
    case 'data':
      return (
        <div class="documents">
          <JsonDocument title="Input" text={execution.input} />
          {execution.output === undefined ? (
            <p class="muted">There is no output{execution.status === 'RUNNING' ? ' yet' : ''}.</p>
          ) : (
            <JsonDocument title="Output" text={execution.output} />
          )}
        </div>
      );
    case 'definition':
      return <JsonDocument title="Definition" text={definition} />;
    default:
      return (
        <GraphView key={execution.executionArn} watched={watched} now={now} last={visits.lastId} />
      );
  }
}

function GraphView({ watched, now, last }: { watched: Watched; now: number; last: number }) {
  const { definition, visits, execution } = watched;
  const parsed = useMemo(() => parse(definition), [definition]);
  const iteration = Number(route.value.query.get('iteration') ?? Number.NaN);
  const shown = Number.isNaN(iteration) ? [...visits.all.values()] : within(visits.all, iteration);
  const summaries = useMemo(
    () => summaryOf(shown, now),
    [last, iteration, execution.status, visits],
  );
  const picked = visits.all.get(iteration);
  return (
    <>
      {picked && (
        <p class="banner note">
          Shows iteration {picked.index} of {picked.name}.{' '}
          <a href={withQuery({ iteration: undefined })}>Show all iterations</a>
        </p>
      )}
      <Graph
        definition={parsed}
        summaries={summaries}
        name={execution.name}
        selected={route.value.query.get('state') ?? undefined}
        onSelect={(state) => {
          const visit = summaries.get(state)?.last.id;
          go(withQuery({ state, visit: visit === undefined ? undefined : String(visit) }));
        }}
      />
    </>
  );
}

function ErrorBanner({ watched }: { watched: Watched }) {
  const { execution, visits } = watched;
  if (execution.status === 'RUNNING' || execution.status === 'SUCCEEDED') return null;
  const failed = [...visits.all.values()].findLast(
    ({ status, type }) => status === 'FAILED' && type !== 'Iteration',
  );
  const title =
    execution.error ?? `The execution was ${execution.status.toLowerCase().replace('_', ' ')}`;
  return (
    <section class="banner bad" aria-label="Error">
      <p>
        <strong>{title}</strong>
        {failed && (
          <>
            {' in '}
            <a href={withQuery({ state: failed.name, visit: String(failed.id) })}>{failed.name}</a>
          </>
        )}
      </p>
      {execution.cause && <Cause text={execution.cause} />}
    </section>
  );
}

function Fact({ term, children }: { term: string; children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** The visit that the address names, else the last one to the state that it names. */
function chosenVisit({ visits }: Watched): Visit | undefined {
  const { query } = route.value;
  const id = query.get('visit');
  if (id !== null) return visits.all.get(Number(id));
  const state = query.get('state');
  return state === null
    ? undefined
    : [...visits.all.values()].findLast(({ name, type }) => name === state && type !== 'Iteration');
}

function parse(definition: string): object {
  try {
    const value: unknown = JSON.parse(definition);
    return typeof value === 'object' && value !== null ? value : {};
  } catch {
    return {};
  }
}
