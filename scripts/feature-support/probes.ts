/** Small state machines that each use one feature of the language: those that the checker and the engine take are supported. */

import { validate } from '../../core/asl/validate/index.ts';
import { beginExecution } from '../../core/engine/begin-execution.ts';
import { decide } from '../../core/engine/decide.ts';
import { prepareMachine } from '../../core/engine/machine.ts';
import type { Json, JsonObject } from '../../core/json.ts';

export interface Probe {
  feature: string;
  /** The first state; it ends the machine unless it says where to go. */
  state: JsonObject;
  /** Fields of the machine beside its states. */
  machine?: JsonObject;
}

const pass = { StartAt: 'P', States: { P: { Type: 'Pass', End: true } } };
const lambda = 'arn:aws:lambda:us-east-1:123456789012:function:f';

export const probes: Probe[] = [
  { feature: 'JSONPath', state: { Type: 'Pass', InputPath: '$.a' } },
  { feature: 'Payload templates', state: { Type: 'Pass', Parameters: { 'b.$': '$.a' } } },
  {
    feature: 'Intrinsic functions',
    state: { Type: 'Pass', Parameters: { 'b.$': "States.Format('{}', $.a)" } },
  },
  { feature: 'Context object', state: { Type: 'Pass', Parameters: { 'b.$': '$$.Execution.Id' } } },
  {
    feature: 'JSONata, whole machine',
    machine: { QueryLanguage: 'JSONata' },
    state: { Type: 'Pass', Output: '{% $states.input.a %}' },
  },
  {
    feature: 'JSONata, single state',
    state: { Type: 'Pass', QueryLanguage: 'JSONata', Output: '{% $states.input.a %}' },
  },
  { feature: 'Variables (Assign)', state: { Type: 'Pass', Assign: { 'b.$': '$.a' } } },
  {
    feature: 'Retry with jitter, Catch',
    state: {
      Type: 'Task',
      Resource: lambda,
      Retry: [{ ErrorEquals: ['States.ALL'], MaxDelaySeconds: 9, JitterStrategy: 'FULL' }],
      Catch: [{ ErrorEquals: ['States.ALL'], Next: 'End' }],
      Next: 'End',
    },
  },
  {
    feature: 'Task timeouts, in the definition or by path',
    state: { Type: 'Task', Resource: lambda, TimeoutSecondsPath: '$.seconds' },
  },
  { feature: 'Timeout of the execution', machine: { TimeoutSeconds: 9 }, state: { Type: 'Pass' } },
  { feature: 'Map, inline', state: { Type: 'Map', ItemsPath: '$.list', ItemProcessor: pass } },
  {
    feature: 'Map, inline, in the older words (Iterator)',
    state: { Type: 'Map', ItemsPath: '$.list', Iterator: pass },
  },
  {
    feature: 'Map, distributed',
    state: {
      Type: 'Map',
      ItemsPath: '$.list',
      ItemProcessor: {
        ProcessorConfig: { Mode: 'DISTRIBUTED', ExecutionType: 'STANDARD' },
        ...pass,
      },
    },
  },
];

const INPUT: Json = { a: 1, list: [1, 2], seconds: 5 };
const ENV = {
  now: 0,
  home: { partition: 'aws', region: 'us-east-1', account: '123456789012' },
  executionInput: INPUT,
};

/** Whether the definition is accepted, and its first state runs or begins to wait instead of failing. */
export async function isSupported({ state, machine = {} }: Probe): Promise<boolean> {
  const ends = 'Next' in state ? {} : { End: true };
  const text = JSON.stringify({
    ...machine,
    StartAt: 'Start',
    States: { Start: { ...state, ...ends }, ...('Next' in state && { End: { Type: 'Succeed' } }) },
  });
  const { definition } = await validate(text);
  if (!definition) return false;
  const facts = { name: 'probe', revision: '1', roleArn: 'arn:aws:iam::123456789012:role/r' };
  const prepared = prepareMachine(facts, definition);
  const first = beginExecution(prepared, 'probe:run', INPUT, ENV.now);
  const standing = { step: 0, state: first.state };
  const decision = await decide(prepared, standing, { type: 'StateReached' }, ENV);
  return decision.state.status !== 'FAILED';
}
