/**
 * Workflows of real users from the first state to the last: stubs stand in the place of their services, and time passes by
 * itself. The folder stands beside the repository, or is absent.
 */

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { Json, JsonObject } from '../core/json.ts';
import type { Mocks } from '../core/ports.ts';
import { ApiWorld, ROLE } from './api/api-world.ts';

interface Scenario {
  name: string;
  input?: Json;
  /** By state; a list answers call by call. */
  stubs?: JsonObject;
  /** The states whose services are called, in their order. */
  calls?: string[];
  /** What a service is asked for: a part of it, or `path.to.a.member = text`. */
  sees?: Record<string, JsonObject | string>;
  status: string;
  output?: Json;
  error?: string;
  cause?: string;
}

interface Workflow {
  id: string;
  name: string;
  scenarios: Scenario[];
}

const corpus = new URL('../../shared/corpus/', import.meta.url);
const present = existsSync(corpus);
const read = (file: string): string => readFileSync(new URL(file, corpus), 'utf8');
const workflows: Workflow[] = present ? JSON.parse(read('workflows.json')).workflows : [];
const entries: { id: string; machineType: string }[] = present
  ? JSON.parse(read('index.json'))
  : [];

/** What a scenario of another workflow tells in words only. */
const inWords: Record<string, (scenarios: Scenario[]) => Partial<Scenario>> = {
  'the last question': ([first]) => ({
    ...(first?.input !== undefined && { input: first.input }),
    stubs: {
      ...answered(first?.stubs ?? {}, 'q2'),
      'Get final saved answers': { Item: {} },
      'Unmarshall savedAnswersItem (Step1)': { Payload: { answers: [] } },
      'DynamoDB Get PersonIdentityItem': { Item: {} },
      'Unmarshall PersonIdentityItem (Step1)': {
        Payload: { socialSecurityRecord: [{ personalNumber: 'AA000003D' }] },
      },
      'Fetch Parameters via SSM Lambda': { Payload: { result: {} } },
      'Invoke OTG Token Lambda': { Payload: { token: 't', expiry: 1 } },
      'Invoke Submit Answers Lambda': { Payload: { messsage: 'AnswerResults Saved' } },
      'Fetch Auth Code Expiry': { Payload: { authCodeExpiry: 123 } },
      'Set Auth Code for Session': {},
    },
  }),
};

/** The stubs with one of their questions answered already. */
function answered(stubs: JsonObject, key: string): JsonObject {
  const open = `"questionKey":{"S":"${key}"},"answered":{"Bool":false}`;
  const text = JSON.stringify(stubs);
  expect(text).toContain(open);
  return JSON.parse(text.replace(open, open.replace('false', 'true'))) as JsonObject;
}

/** Answers by state, and notes the calls. */
function stubbed(stubs: JsonObject, calls: string[]): Mocks {
  const made = new Map<string, number>();
  return {
    has: () => true,
    outcomeOf({ state }) {
      calls.push(state);
      const call = made.get(state) ?? 0;
      made.set(state, call + 1);
      const stub = stubs[state];
      const answer = Array.isArray(stub) ? stub[call] : stub;
      if (answer === undefined) throw new Error(`nothing stands in for call ${call} of ${state}`);
      const { error, cause } = (answer ?? {}) as JsonObject;
      if (typeof error !== 'string') return { type: 'TaskSucceeded', output: answer };
      const failure = { error, ...(typeof cause === 'string' && { cause }) };
      return { type: 'TaskFailed', failure };
    },
  };
}

interface Run {
  end: JsonObject;
  calls: string[];
  /** The parameters of the calls, by state. */
  seen: Record<string, Json>;
}

async function run({ id }: Workflow, { input = {}, stubs = {} }: Scenario): Promise<Run> {
  const calls: string[] = [];
  const world = new ApiWorld();
  world.context.runtime.ports.mocks = stubbed(stubs, calls);
  const type = entries.find((entry) => entry.id === id)?.machineType;
  const made = await world.call('CreateStateMachine', {
    name: 'workflow',
    definition: read(`defs/${id}.json`),
    roleArn: ROLE,
    type: type === 'EXPRESS' ? type : 'STANDARD',
  });
  const asked = { stateMachineArn: `${made.stateMachineArn}#stubs`, input: JSON.stringify(input) };
  if (type === 'EXPRESS') {
    return { end: await world.call('StartSyncExecution', asked), calls, seen: {} };
  }
  const started = await world.call('StartExecution', asked);
  const executionArn = String(started.executionArn);
  await world.run();
  return {
    end: await world.call('DescribeExecution', { executionArn }),
    calls,
    seen: await parametersOf(world, executionArn),
  };
}

async function parametersOf(world: ApiWorld, executionArn: string): Promise<Record<string, Json>> {
  const { events } = await world.call('GetExecutionHistory', { executionArn, maxResults: 1000 });
  const byId = new Map((events as JsonObject[]).map((event) => [event.id, event]));
  const seen: Record<string, Json> = {};
  for (const { previousEventId, taskScheduledEventDetails: scheduled } of byId.values()) {
    const entered = byId.get(previousEventId as number)?.stateEnteredEventDetails as
      | { name: string }
      | undefined;
    if (!scheduled || !entered) continue;
    seen[entered.name] = JSON.parse((scheduled as { parameters: string }).parameters) as Json;
  }
  return seen;
}

/** Every text in a document, as `path.to.it = text`. */
function textsOf(value: Json, path = ''): string[] {
  if (typeof value === 'string') return [`${path} = ${value}`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => textsOf(part, `${path}.${key}`));
}

describe.runIf(present)('the workflows of the corpus', () => {
  describe.each(workflows)('$name', (workflow) => {
    it.each(workflow.scenarios)('$name', async (told) => {
      const scenario = { ...told, ...inWords[told.name]?.(workflow.scenarios) };
      const { end, calls, seen } = await run(workflow, scenario);
      const { status, output, error, cause } = scenario;
      expect(end).toMatchObject({
        status,
        ...(error !== undefined && { error }),
        ...(cause !== undefined && { cause }),
      });
      if (output !== undefined) expect(JSON.parse(end.output as string)).toEqual(output);
      if (scenario.calls) expect(calls).toEqual(scenario.calls);
      for (const [state, part] of Object.entries(scenario.sees ?? {})) {
        if (typeof part !== 'string') expect(seen[state]).toMatchObject(part);
        else
          expect(textsOf(seen[state] ?? null).filter((text) => text.endsWith(part))).not.toEqual(
            [],
          );
      }
    });
  });
});
