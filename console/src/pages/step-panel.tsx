/** The details of one step: what came in, what went out, and everything between. */

import type { Watched } from '../data/use-execution.ts';
import { durationText, timeText } from '../format.ts';
import type { Visit } from '../history/visit.ts';
import { Copy } from '../parts/copy.tsx';
import { JsonDocument } from '../parts/json-tree.tsx';
import { StatusBadge } from '../parts/status.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { pathTo, route, withQuery } from '../router.ts';
import { titleOf } from './execution-table.tsx';
import { Iterations } from './iterations.tsx';
import { StepData } from './step-data.tsx';
import { StepFork } from './step-fork.tsx';

export interface StepProps {
  watched: Watched;
  visit: Visit;
  now: number;
}

const TABS = [
  { id: 'io', title: 'Input & output' },
  { id: 'details', title: 'Details' },
  { id: 'attempts', title: 'Retries' },
  { id: 'definition', title: 'Definition' },
  { id: 'events', title: 'Events' },
];

export function StepPanel({ watched, visit, now }: StepProps) {
  const isMap = visit.type === 'Map';
  const tabs = isMap ? [...TABS, { id: 'iterations', title: 'Iterations' }] : TABS;
  const wanted = route.value.query.get('tab');
  const current = tabs.find(({ id }) => id === wanted)?.id ?? 'io';
  return (
    <aside class="panel" aria-label={`Details of ${titleOf(visit)}`}>
      <header>
        <h2>{titleOf(visit)}</h2>
        <StatusBadge status={visit.status} />
        <a
          class="button icon"
          aria-label="Close the details"
          href={withQuery({ state: undefined, visit: undefined, tab: undefined })}
        >
          ✕
        </a>
      </header>
      <Visits watched={watched} visit={visit} />
      <Tabs label="Details of the step" tabs={tabs} current={current} parameter="tab" />
      <div class="panel-body">
        <Content tab={current} watched={watched} visit={visit} now={now} />
      </div>
    </aside>
  );
}

function Content({ tab, watched, visit, now }: StepProps & { tab: string }) {
  switch (tab) {
    case 'details':
      return <Details watched={watched} visit={visit} now={now} />;
    case 'attempts':
      return <Attempts watched={watched} visit={visit} now={now} />;
    case 'definition':
      return <StateDefinition watched={watched} visit={visit} />;
    case 'events':
      return <StepEvents visit={visit} />;
    case 'iterations':
      return <Iterations watched={watched} map={visit} />;
    default:
      return <StepData watched={watched} visit={visit} />;
  }
}

/** Where a state was visited more than once: the other times. */
function Visits({ watched, visit }: Pick<StepProps, 'watched' | 'visit'>) {
  const all = [...watched.visits.all.values()].filter(
    ({ name, type }) => name === visit.name && type === visit.type,
  );
  const place = all.indexOf(visit);
  if (all.length < 2) return null;
  const to = (other: Visit | undefined) =>
    other && withQuery({ state: other.name, visit: String(other.id) });
  return (
    <nav class="visits" aria-label="Visits to this state">
      <a href={to(all[place - 1])} aria-label="The visit before">
        ‹
      </a>
      Visit {place + 1} of {all.length}
      <a href={to(all[place + 1])} aria-label="The next visit">
        ›
      </a>
    </nav>
  );
}

function Details({ watched, visit, now }: StepProps) {
  const start = watched.execution.startDate;
  return (
    <>
      <dl class="facts stacked">
        <div>
          <dt>Type</dt>
          <dd>{visit.type}</dd>
        </div>
        {visit.resource && (
          <div>
            <dt>Resource</dt>
            <dd>
              <code>{visit.resource}</code> <Copy text={visit.resource} what="the resource" />
            </dd>
          </div>
        )}
        <div>
          <dt>Entered</dt>
          <dd>
            {timeText(visit.start)}{' '}
            <span class="muted">{durationText(visit.start - start)} after the start</span>
          </dd>
        </div>
        <div>
          <dt>Duration</dt>
          <dd>{durationText((visit.end ?? now) - visit.start)}</dd>
        </div>
        {visit.error !== undefined && (
          <div>
            <dt>Error</dt>
            <dd class="bad-text">{visit.error}</dd>
          </div>
        )}
        {visit.mapRunArn && (
          <div>
            <dt>Map Run</dt>
            <dd>
              <a href={pathTo('map-runs', visit.mapRunArn)}>Open the Map Run</a>
            </dd>
          </div>
        )}
      </dl>
      <StepFork watched={watched} visit={visit} />
    </>
  );
}

function Attempts({ visit, now }: StepProps) {
  if (visit.attempts.length === 0) return <p class="muted">This step calls nothing.</p>;
  return (
    <ol class="attempts">
      {visit.attempts.map((attempt, place) => {
        const pause = attempt.start - (visit.attempts[place - 1]?.end ?? attempt.start);
        return (
          <li key={attempt.eventId}>
            {pause > 0.001 && <p class="muted">After a pause of {durationText(pause)}</p>}
            <p>
              <a href={withQuery({ view: 'events', event: String(attempt.eventId) })}>
                Attempt {place + 1}
              </a>{' '}
              took {durationText((attempt.end ?? now) - attempt.start)}
              {attempt.error === undefined ? '' : ' and failed with '}
              {attempt.error !== undefined && <strong class="bad-text">{attempt.error}</strong>}
            </p>
          </li>
        );
      })}
    </ol>
  );
}

function StateDefinition({ watched, visit }: Pick<StepProps, 'watched' | 'visit'>) {
  const state = stateNamed(JSON.parse(watched.definition), visit.name);
  if (!state) return <p class="muted">The definition has no state of this name.</p>;
  return <JsonDocument title="Definition" text={JSON.stringify(state, null, 2)} />;
}

/** A state, however deep it lies. */
export function stateNamed(branch: unknown, name: string): object | undefined {
  if (typeof branch !== 'object' || branch === null) return undefined;
  const { States = {} } = branch as { States?: Record<string, Record<string, unknown>> };
  if (Object.hasOwn(States, name)) return States[name];
  for (const state of Object.values(States)) {
    const inner = [state.ItemProcessor, state.Iterator];
    for (const one of Array.isArray(state.Branches) ? [...state.Branches, ...inner] : inner) {
      const found = stateNamed(one, name);
      if (found) return found;
    }
  }
  return undefined;
}

function StepEvents({ visit }: { visit: Visit }) {
  return (
    <ol class="plain">
      {visit.events.map((id) => (
        <li key={id}>
          <a href={withQuery({ view: 'events', event: String(id), open: String(id) })}>
            Event {id}
          </a>
        </li>
      ))}
    </ol>
  );
}
