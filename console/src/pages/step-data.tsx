/** The documents of a step: as they were recorded, and every stage between them, worked out by TestState. */

import { useEffect, useState } from 'preact/hooks';
import { ApiFailure, call } from '../data/api.ts';
import { eventOf } from '../data/events.ts';
import type { Watched } from '../data/use-execution.ts';
import type { HistoryEvent } from '../history/event.ts';
import { variableEvents } from '../history/variables.ts';
import type { Visit } from '../history/visit.ts';
import { Cause } from '../parts/cause.tsx';
import { JsonDocument } from '../parts/json-tree.tsx';
import { Failure, Loading } from '../parts/notice.tsx';

interface Recorded {
  entered?: HistoryEvent | undefined;
  exited?: HistoryEvent | undefined;
  scheduled?: HistoryEvent | undefined;
  ended?: HistoryEvent | undefined;
  /** What each variable held, as JSON text. */
  variables: Record<string, string>;
}

export function StepData({ watched, visit }: { watched: Watched; visit: Visit }) {
  const arn = watched.execution.executionArn;
  const [recorded, setRecorded] = useState<Recorded>();
  const [failure, setFailure] = useState<ApiFailure>();
  useEffect(() => {
    void read(arn, watched, visit)
      .then(setRecorded)
      .catch((error: unknown) => {
        if (!(error instanceof ApiFailure)) throw error;
        setFailure(error);
      });
  }, [arn, visit.id, visit.events.length, visit.status]);
  if (failure) return <Failure failure={failure} />;
  if (!recorded) return <Loading what="the documents" />;
  const { entered, exited, scheduled, ended, variables } = recorded;
  const assigned = exited?.details.assignedVariables ?? {};
  const failed = ended?.details.error === undefined ? undefined : ended.details;
  return (
    <>
      {failed && (
        <div class="banner bad">
          <strong>{failed.error}</strong>
          {failed.cause && <Cause text={failed.cause} />}
        </div>
      )}
      <div class="documents">
        <JsonDocument title="Input" text={entered?.details.input} />
        <JsonDocument
          title="Call"
          text={scheduled?.details.parameters ?? scheduled?.details.input}
        />
        <JsonDocument title="Result" text={ended?.details.output} />
        <JsonDocument title="Output" text={exited?.details.output} />
        <JsonDocument title="Variables before" text={documentOf(variables)} />
        <JsonDocument
          title="Variables after"
          text={documentOf({ ...variables, ...assigned }, assigned)}
        />
      </div>
      {entered?.details.input !== undefined && (
        <Stages
          definition={watched.definition}
          visit={visit}
          input={entered.details.input}
          result={ended?.details.output}
          variables={documentOf(variables) ?? '{}'}
        />
      )}
    </>
  );
}

async function read(arn: string, { visits }: Watched, visit: Visit): Promise<Recorded> {
  const get = (id: number | undefined) => (id === undefined ? undefined : eventOf(arn, id));
  const own = visit.events.filter((id) => id !== visit.id && id !== visit.exitId);
  const [entered, exited, scheduled, ended, ...assigning] = await Promise.all([
    get(visit.id),
    get(visit.exitId),
    get(visit.attempts.at(-1)?.eventId),
    get(own.at(-1)),
    ...variableEvents(visits, visit).map((id) => eventOf(arn, id)),
  ]);
  const variables: Record<string, string> = {};
  for (const event of assigning) Object.assign(variables, event?.details.assignedVariables);
  return { entered, exited, scheduled, ended, variables };
}

/** Variables as one document; none where there are none, or where nothing of what was to be told is new. */
function documentOf(
  variables: Record<string, string>,
  news: Record<string, string> = variables,
): string | undefined {
  if (Object.keys(news).length === 0) return undefined;
  const members = Object.entries(variables).map(
    ([name, text]) => `${JSON.stringify(name)}:${text}`,
  );
  return `{${members.join(',')}}`;
}

interface StagesProps {
  definition: string;
  visit: Visit;
  input: string;
  result: string | undefined;
  variables: string;
}

const STAGES: Record<string, string> = {
  afterInputPath: 'After InputPath',
  afterParameters: 'After Parameters',
  afterArguments: 'After Arguments',
  afterItemsPath: 'After ItemsPath',
  afterItemSelector: 'After ItemSelector',
  result: 'Result',
  afterResultSelector: 'After ResultSelector',
  afterResultPath: 'After ResultPath',
};

interface Tested {
  status: string;
  error?: string;
  cause?: string;
  output?: string;
  inspectionData?: Record<string, unknown>;
}

/** Runs the step again on its recorded input, with its recorded result in place of the call: nothing is called. */
function Stages({ definition, visit, input, result, variables }: StagesProps) {
  const [tested, setTested] = useState<Tested>();
  const [failure, setFailure] = useState<ApiFailure>();
  const calls = ['Task', 'Map', 'Parallel'].includes(visit.type);
  const test = () =>
    call<Tested>('TestState', {
      definition,
      stateName: visit.name,
      input,
      variables,
      inspectionLevel: 'DEBUG',
      ...(calls && { mock: { result: result ?? '{}' } }),
    })
      .then(setTested)
      .catch((error: unknown) => {
        if (!(error instanceof ApiFailure)) throw error;
        setFailure(error);
      });
  if (failure) return <Failure failure={failure} />;
  if (!tested) {
    return (
      <p>
        <button type="button" class="small" onClick={test}>
          Work out every stage
        </button>{' '}
        <span class="muted">on the recorded input; nothing is called</span>
      </p>
    );
  }
  const stages = Object.entries(STAGES).filter(
    ([stage]) => typeof tested.inspectionData?.[stage] === 'string',
  );
  return (
    <section aria-label="Stages" class="documents">
      {tested.error && (
        <div class="banner bad">
          <strong>{tested.error}</strong>
          {tested.cause && <Cause text={tested.cause} />}
        </div>
      )}
      {stages.map(([stage, title]) => (
        <JsonDocument key={stage} title={title} text={String(tested.inspectionData?.[stage])} />
      ))}
      <JsonDocument title="Output of the test" text={tested.output} />
    </section>
  );
}
