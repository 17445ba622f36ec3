/** The engine alone: the time of `decide` per state, and of checking and preparing a definition. */

import { readFileSync } from 'node:fs';
import { validate } from '../core/asl/validate/index.ts';
import { beginExecution } from '../core/engine/begin-execution.ts';
import { decide } from '../core/engine/decide.ts';
import type { Standing } from '../core/engine/decision.ts';
import type { Event } from '../core/engine/events.ts';
import { hasEnded } from '../core/engine/execution.ts';
import { type Machine, prepareMachine } from '../core/engine/machine.ts';
import type { JsonObject } from '../core/json.ts';
import { type Sample, sampleOf } from './statistics.ts';
import * as workloads from './workloads.ts';

export interface EngineCpu {
  /** Microseconds per state. */
  pass: Sample;
  mixed: Sample;
  /** Milliseconds per definition: the order saga, and one of a hundred states. */
  sagaDefinition: Sample;
  hundredStates: Sample;
}

const ENV = {
  now: 1_795_000_000_000,
  home: { partition: 'aws', region: 'us-east-1', account: '123456789012' },
  executionInput: {},
};
const ANSWER = { StatusCode: 200, Payload: { reference: '7c0b0d3c-6f3e-4d6f' } };

/** @param states how many states each of seven runs decides */
export async function measureEngine(states: number): Promise<EngineCpu> {
  const saga = readFileSync(
    `${import.meta.dirname}/../examples/order-saga/definition.asl.json`,
    'utf8',
  );
  const hundred = JSON.stringify(workloads.chain(100, workloads.task));
  return {
    pass: await perState(workloads.chain(20, workloads.pass), states),
    mixed: await perState(workloads.realistic(), states),
    sagaDefinition: await sample(7, () => perDefinition(saga)),
    hundredStates: await sample(7, () => perDefinition(hundred)),
  };
}

async function perState(definition: JsonObject, states: number): Promise<Sample> {
  const machine = await machineOf(JSON.stringify(definition));
  await decideStates(machine, states);
  return sample(7, async () => {
    const started = performance.now();
    const done = await decideStates(machine, states);
    return ((performance.now() - started) * 1000) / done;
  });
}

/** Runs executions until so many states have been left. The number of states that were. */
async function decideStates(machine: Machine, states: number): Promise<number> {
  let done = 0;
  for (let run = 0; done < states; run++) {
    const first = beginExecution(machine, `bench:${run}`, workloads.ORDER, ENV.now);
    let standing: Standing = { step: 0, state: first.state };
    while (!hasEnded(standing.state)) {
      const { name, waiting } = standing.state.current ?? {};
      const { state } = await decide(machine, standing, eventOf(waiting?.for), ENV);
      if (state.current?.name !== name) done++;
      standing = { step: standing.step + 1, state };
    }
  }
  return done;
}

function eventOf(awaited: string | undefined): Event {
  if (awaited === 'task') return { type: 'TaskSucceeded', output: ANSWER };
  return awaited === 'timer' ? { type: 'TimerFired' } : { type: 'StateReached' };
}

async function perDefinition(text: string): Promise<number> {
  const times = 20;
  const started = performance.now();
  for (let time = 0; time < times; time++) await machineOf(text);
  return (performance.now() - started) / times;
}

async function machineOf(text: string): Promise<Machine> {
  const { definition, problems } = await validate(text);
  if (!definition) throw new Error(problems.map(({ message }) => message).join('; '));
  return prepareMachine({ name: 'bench', revision: 'r1', roleArn: 'arn' }, definition);
}

async function sample(runs: number, measure: () => Promise<number>): Promise<Sample> {
  const values: number[] = [];
  for (let run = 0; run < runs; run++) values.push(await measure());
  return sampleOf(values);
}
