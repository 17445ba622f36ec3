/** What a Task asks for when it starts an execution: its parameters, read. */

import { type Home, isAtHome, parseArn, resourceOf } from '../arn.ts';
import { executionId } from '../engine/execution-id.ts';
import { attemptId } from '../integrations/attempt-id.ts';
import type { Call } from '../integrations/integration.ts';
import { type Json, type JsonObject, parseJson } from '../json.ts';
import type { Attempt } from '../ports.ts';

export interface NestedRequest {
  stateMachineArn: string;
  /** The machine, alone or with a version or an alias behind a colon; `undefined` where the ARN names none of ours. */
  machine: string | undefined;
  name: string;
  /** As it was given: a text is JSON, anything else stands for itself. */
  input: Json;
  /** Absent: that of the caller. */
  traceHeader?: string;
}

const MEMBERS = ['statemachinearn', 'name', 'input', 'traceheader'];

/** Whether a call is the start of an execution: ours, so that it needs no service. */
export function startsExecution({ service, action }: Pick<Call, 'service' | 'action'>): boolean {
  return service === 'sfn' && action === 'startExecution';
}

/** What an attempt's call asks for, or a text that says why it cannot be asked. */
export function nestedRequest(
  home: Home,
  attempt: Attempt,
  parameters: JsonObject,
): NestedRequest | string {
  const given: JsonObject = {};
  for (const [name, value] of Object.entries(parameters)) {
    const member = name.toLowerCase();
    if (!MEMBERS.includes(member)) return `The field "${name}" is not supported by Step Functions`;
    if (value !== null) given[member] = value;
  }
  const { statemachinearn: arn, name, input = '{}', traceheader: traceHeader } = given;
  if (arn === undefined) return "The field 'StateMachineArn' is required but was missing";
  if (typeof arn !== 'string') return "The value for the field 'StateMachineArn' must be a STRING";
  if (name !== undefined && typeof name !== 'string') {
    return "The value for the field 'Name' must be a STRING";
  }
  if (traceHeader !== undefined && typeof traceHeader !== 'string') {
    return "The value for the field 'TraceHeader' must be a STRING";
  }
  return {
    stateMachineArn: arn,
    machine: machineNameOf(home, arn),
    name: name ?? attemptId(nameOfAttempt(attempt)),
    input,
    ...(traceHeader !== undefined && { traceHeader }),
  };
}

/** The input as a value; `undefined` where its text is no JSON. */
export function inputOf({ input }: NestedRequest): Json | undefined {
  if (typeof input !== 'string') return input;
  try {
    return parseJson(input);
  } catch {
    return undefined;
  }
}

/** The id of the execution that is asked for. */
export function nestedId({ machine = '', name }: NestedRequest): string {
  return executionId(machine.replace(/:.*/s, ''), name);
}

/** What an attempt is called where calls are told apart by it. */
export function nameOfAttempt({ execution, step }: Attempt): string {
  return `${execution}#${step}`;
}

function machineNameOf(home: Home, text: string): string | undefined {
  const arn = parseArn(text);
  if (!arn || !isAtHome(home, arn)) return undefined;
  const { type, name } = resourceOf(arn);
  return type === 'stateMachine' ? name : undefined;
}
