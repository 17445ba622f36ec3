/** The first records: of an execution that is started, and of the children that a step makes. */

import type { QueryFields } from '../asl/query/query.ts';
import type { State } from '../asl/types.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Command } from './commands.ts';
import type { Decision, Env, Standing } from './decision.ts';
import type { Child, Current, Execution, MapRun, Origin, Timestamp } from './execution.ts';
import { childId } from './execution-id.ts';
import { type Machine, stateOf } from './machine.ts';
import { childUuid, mapRunNameOf, parseMapRunName } from './map-run-id.ts';
import { scopeOf } from './state-scope.ts';
import { stateTypeOf } from './states/index.ts';
import type { ChildStart, StateScope } from './states/type.ts';
import type { StepRecord } from './step-record.ts';

/** Where an execution begins. */
export interface Beginning {
  /** The name of the state. */
  name: string;
  /** The input of the state. */
  input: Json;
  variables: JsonObject;
}

/** Step 0 of a started execution: it stands at StartAt, or where it was forked, and its timeout is armed. */
export function beginExecution(
  machine: Machine,
  id: string,
  input: Json,
  now: Timestamp,
  origin: Origin = {},
  beginning: Beginning = { name: machine.definition.StartAt, input, variables: {} },
): Decision {
  const { TimeoutSeconds } = machine.definition;
  const { variables, ...state } = beginning;
  const { forkedFrom } = origin;
  const commands: Command[] = [{ type: 'InvokeStep' }];
  if (TimeoutSeconds !== undefined) {
    commands.push({ type: 'ScheduleTimer', at: now + TimeoutSeconds * 1000, timer: 'execution' });
  }
  const started = { input, roleArn: machine.roleArn, ...(forkedFrom && { forkedFrom }) };
  return {
    state: {
      id,
      revision: machine.revision,
      startedAt: now,
      status: 'RUNNING',
      current: { ...state, enteredAt: now, enteredEventId: 2 },
      variables,
      lastEventId: 2,
      ...origin,
    },
    history: [
      { type: 'ExecutionStarted', details: started },
      { type: `${stateOf(machine, state.name).Type}StateEntered`, details: state },
    ],
    commands,
  };
}

/** The input that an execution was started with, by its first record; a child of a Map Run has written nothing by then. */
export function executionInput(first: StepRecord | undefined): Json | undefined {
  const started = first?.history.find(({ type }) => type === 'ExecutionStarted');
  return started?.details?.input ?? first?.state.current?.input;
}

/**
 * The children of the step that waits for them, each before its start. They follow from the record alone, so they can be
 * made again.
 */
export async function beginChildren(
  machine: Machine,
  standing: Standing,
  env: Env,
): Promise<Execution[]> {
  const { state: parent, step } = standing;
  const { current } = parent;
  if (current?.waiting?.for !== 'children') {
    throw new Error(`step ${step} of ${parent.id} waits for no children`);
  }
  const state = stateOf(machine, current.name);
  // The step that decided to make them answered the one before, and drew its random numbers there.
  const scope = seenScope(machine, { state: parent, step: step - 1 }, current, env);
  const starts = await stateTypeOf(state).children?.(state, scope);
  return (starts ?? []).map((start, index) =>
    childOf(machine, standing, current, { step, index }, start),
  );
}

/** The child of that place, whose id bears the step, before its start. */
export function childOf(
  machine: Machine,
  { state: parent }: Standing,
  current: Current,
  { step, index }: { step: number; index: number },
  { branch, input, item = parent.child?.item }: ChildStart,
): Execution {
  const mapRun = mapRunOf(current);
  const state = stateOf(machine, current.name);
  const child: Child = {
    state: current.name,
    kind: mapRun ? 'execution' : state.Type === 'Map' ? 'iteration' : 'branch',
  };
  if (mapRun) Object.assign(child, mapRunPart(state, mapRun, index, input));
  else if (parent.child) inherit(child, parent.child);
  if (item && machine.states.get(current.name)?.readsContext) child.item = item;
  return {
    id: childId(parent.id, step, index),
    revision: parent.revision,
    startedAt: parent.startedAt,
    status: 'RUNNING',
    current: { name: branch.StartAt, input },
    variables: mapRun ? {} : parent.variables,
    lastEventId: mapRun ? 0 : parent.lastEventId,
    child,
    ...(!mapRun && parent.redrive && { redrive: parent.redrive }),
    ...(parent.testCase !== undefined && { testCase: parent.testCase }),
    ...(parent.traceHeader !== undefined && { traceHeader: parent.traceHeader }),
  };
}

function mapRunOf({ waiting }: Current): MapRun | undefined {
  return waiting?.for === 'children' || waiting?.for === 'items' ? waiting.mapRun : undefined;
}

/** What the state sees that an execution stands at, its input with the paths applied. */
export function seenScope(
  machine: Machine,
  standing: Standing,
  current: Current,
  env: Env,
): StateScope {
  const scope = scopeOf(machine, standing, current, env);
  const fields = stateOf(machine, current.name) as QueryFields;
  return { ...scope, input: scope.query.input(fields, current.input, scope.data) };
}

/** A part of a Map Run's child says of itself what that is. */
function inherit(child: Child, { execution, express }: Child): void {
  if (execution !== undefined) child.execution = execution;
  if (express) child.express = true;
}

/** What the child of a Map Run is told of its place there. */
function mapRunPart(
  state: State,
  { arn }: MapRun,
  index: number,
  input: Json,
): Pick<Child, 'execution' | 'items' | 'express'> {
  const { label, uuid } = parseMapRunName(mapRunNameOf(arn)) ?? { label: '', uuid: '' };
  const processor = state.Type === 'Map' ? (state.ItemProcessor ?? state.Iterator) : undefined;
  const batched = state.Type === 'Map' && state.ItemBatcher !== undefined && isObject(input);
  return {
    execution: `${label}:${childUuid(uuid, index)}`,
    ...(batched && Array.isArray(input.Items) && { items: input.Items.length }),
    ...(processor?.ProcessorConfig?.ExecutionType === 'EXPRESS' && { express: true }),
  };
}
