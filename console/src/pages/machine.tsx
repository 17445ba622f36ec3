/** The page of a state machine: its executions, its graph, how its runs went state by state, its versions. */

import { useMemo } from 'preact/hooks';
import { call } from '../data/api.ts';
import type { Machine } from '../data/types.ts';
import { useLive } from '../data/use-live.ts';
import { nameIn, timeText } from '../format.ts';
import { Copy } from '../parts/copy.tsx';
import { Graph } from '../parts/graph.tsx';
import { JsonDocument } from '../parts/json-tree.tsx';
import { Empty, Failure, Loading } from '../parts/notice.tsx';
import { Tabs } from '../parts/tabs.tsx';
import { go, pathTo, route, withQuery } from '../router.ts';
import { useTitle } from '../use-title.ts';
import { ExecutionsView } from './executions.tsx';
import { HeatGrid } from './heat-grid.tsx';
import { stateNamed } from './step-panel.tsx';
import { VersionsView } from './versions.tsx';

const VIEWS = [
  { id: 'executions', title: 'Executions' },
  { id: 'graph', title: 'Graph' },
  { id: 'runs', title: 'Runs × states' },
  { id: 'definition', title: 'Definition' },
  { id: 'versions', title: 'Versions & aliases' },
];

export function MachinePage({ arn }: { arn: string }) {
  const name = nameIn(arn);
  useTitle(name);
  const { data, failure } = useLive(
    arn,
    () => call<Machine>('DescribeStateMachine', { stateMachineArn: arn }),
    () => 'calm',
  );
  const view = VIEWS.find(({ id }) => id === route.value.query.get('view'))?.id ?? 'executions';
  return (
    <>
      <nav class="crumbs" aria-label="Where this is">
        <a href={pathTo()}>State machines</a>
      </nav>
      <header class="page-head">
        <h1>{name}</h1>
        {data && (
          <div class="actions">
            <a class="button" href={pathTo('machines', arn, 'edit')}>
              Edit
            </a>
            <a class="button primary" href={pathTo('machines', arn, 'new')}>
              New execution
            </a>
          </div>
        )}
      </header>
      <Failure failure={failure} />
      {!data && !failure && <Loading what="the state machine" />}
      {data && (
        <>
          <dl class="facts">
            <div>
              <dt>Type</dt>
              <dd>{data.type === 'EXPRESS' ? 'Express' : 'Standard'}</dd>
            </div>
            <div>
              <dt>Created</dt>
              <dd>{timeText(data.creationDate)}</dd>
            </div>
            <div>
              <dt>ARN</dt>
              <dd>
                <code class="arn">{arn}</code>
                <Copy text={arn} what="the ARN" />
              </dd>
            </div>
          </dl>
          <Tabs label="Views of the state machine" tabs={VIEWS} current={view} />
          <View view={view} machine={data} />
        </>
      )}
    </>
  );
}

function View({ view, machine }: { view: string; machine: Machine }) {
  const definition = useMemo((): object => JSON.parse(machine.definition), [machine.definition]);
  const express = machine.type === 'EXPRESS';
  switch (view) {
    case 'graph':
      return <MachineGraph machine={machine} definition={definition} />;
    case 'definition':
      return <JsonDocument title="Definition" text={machine.definition} />;
    case 'versions':
      return <VersionsView arn={machine.stateMachineArn} />;
    case 'runs':
      return express ? <NoHistory /> : <HeatGrid machine={machine} definition={definition} />;
    default:
      return express ? <NoHistory /> : <ExecutionsView arn={machine.stateMachineArn} />;
  }
}

function NoHistory() {
  return (
    <Empty title="Express executions leave no history here.">
      <p>What they log says how they went.</p>
    </Empty>
  );
}

function MachineGraph({ machine, definition }: { machine: Machine; definition: object }) {
  const state = route.value.query.get('state') ?? undefined;
  const chosen = state === undefined ? undefined : stateNamed(definition, state);
  return (
    <div class={chosen && 'split'}>
      <div class="view">
        <Graph
          definition={definition}
          name={machine.name}
          selected={state}
          onSelect={(name) => go(withQuery({ state: name }))}
        />
      </div>
      {chosen && (
        <aside class="panel" aria-label={`Details of ${state}`}>
          <header>
            <h2>{state}</h2>
            <a
              class="button icon"
              aria-label="Close the details"
              href={withQuery({ state: undefined })}
            >
              ✕
            </a>
          </header>
          <div class="panel-body">
            <JsonDocument title="Definition" text={JSON.stringify(chosen, null, 2)} />
          </div>
        </aside>
      )}
    </div>
  );
}
