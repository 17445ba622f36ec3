/** The latest runs of a state machine against its states: one look tells where it goes wrong. */

import { layoutOf } from '../../../core/graph/layout.ts';
import { eventsAfter } from '../data/events.ts';
import { listExecutions } from '../data/lists.ts';
import type { ExecutionItem, Machine } from '../data/types.ts';
import { useLive } from '../data/use-live.ts';
import { durationText, timeText, words } from '../format.ts';
import { type StateSummary, summaryOf } from '../history/summary.ts';
import { Visits } from '../history/visits.ts';
import { Empty, Failure, Loading } from '../parts/notice.tsx';
import { StatusSign } from '../parts/status.tsx';
import { pathTo } from '../router.ts';

interface Run {
  execution: ExecutionItem;
  states: Map<string, StateSummary>;
}

const RUNS = 20;
/** What a run is judged by: its first events. */
const EVENTS = 500;
/** Runs that have ended do not change. */
const known = new Map<string, Run>();

export function HeatGrid({ machine, definition }: { machine: Machine; definition: object }) {
  const { data, failure } = useLive(
    `runs ${machine.stateMachineArn}`,
    () => load(machine.stateMachineArn),
    (runs) => (runs.some(({ execution }) => execution.status === 'RUNNING') ? 'lively' : 'calm'),
  );
  if (!data) return failure ? <Failure failure={failure} /> : <Loading what="the latest runs" />;
  if (data.length === 0) return <Empty title="It has not run yet." />;
  const states = layoutOf(definition)
    .boxes.filter(({ kind }) => kind === 'state')
    .sort((a, b) => a.y - b.y || a.x - b.x)
    .map(({ name }) => name);
  return (
    <div class="scroll" tabIndex={0} role="group" aria-label="Runs and states">
      <table class="heat">
        <thead>
          <tr>
            <th scope="col">Run</th>
            {states.map((state) => (
              <th scope="col" key={state}>
                <span class="slanted">{state}</span>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {data.map(({ execution, states: stood }) => (
            <tr key={execution.executionArn}>
              <th scope="row">
                <StatusSign status={execution.status} />
                <a
                  href={pathTo('executions', execution.executionArn)}
                  title={timeText(execution.startDate)}
                >
                  {execution.name}
                </a>
              </th>
              {states.map((state) => (
                <td key={state}>
                  <Cell execution={execution} state={state} summary={stood.get(state)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface CellProps {
  execution: ExecutionItem;
  state: string;
  summary: StateSummary | undefined;
}

function Cell({ execution, state, summary }: CellProps) {
  if (!summary) return <span class="cell none" title={`${state}: not reached`} />;
  const said = `${state}: ${words(summary.status).toLowerCase()}, ${durationText(summary.longest)}`;
  const query = `?state=${encodeURIComponent(state)}&visit=${summary.last.id}`;
  return (
    <a
      class={`cell ${summary.status}`}
      href={pathTo('executions', execution.executionArn) + query}
      aria-label={said}
      title={said}
    >
      <StatusSign status={summary.status} />
    </a>
  );
}

async function load(stateMachineArn: string): Promise<Run[]> {
  const { items } = await listExecutions({ stateMachineArn, maxResults: RUNS });
  return Promise.all(items.map(runOf));
}

async function runOf(execution: ExecutionItem): Promise<Run> {
  const key = `${execution.executionArn} ${execution.stopDate}`;
  const kept = known.get(key);
  if (kept) return kept;
  const visits = new Visits();
  visits.add((await eventsAfter(execution.executionArn, 0, { maxResults: EVENTS })).events);
  const now = execution.stopDate ?? Date.now() / 1000;
  const run = { execution, states: summaryOf(visits.all.values(), now) };
  if (execution.stopDate !== undefined) known.set(key, run);
  return run;
}
