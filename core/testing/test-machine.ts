/** A state machine under test: runs it in memory, in virtual time, with mocks in the place of its Tasks. */

import { stateMachineArn } from '../arn.ts';
import type { Execution } from '../engine/execution.ts';
import { type Machine, prepareMachine } from '../engine/machine.ts';
import type { StepRecord } from '../engine/step-record.ts';
import { activityNameOf } from '../engine/task-resource.ts';
import { integrationOf } from '../integrations/index.ts';
import { MemoryWorld } from '../local/memory-world.ts';
import { virtualTime } from '../local/world-time.ts';
import type { MockedAttempt, TaskResponse } from '../ports.ts';
import { Counts, Coverage } from './coverage.ts';
import { checkMocks, createMocks, type MockTable, waitsForAnswer } from './mocks.ts';
import { observeMachine } from './observed-machine.ts';
import { document } from './plain.ts';
import { checkSource, type DefinitionSource, nameOfSource } from './source.ts';
import { type RunResult, TestRun } from './test-run.ts';

export interface MachineOptions {
  /** What the state machine is called; by default after its file. */
  name?: string;
  /** Other state machines that its Tasks start, by name. They run too, with the same mocks. */
  machines?: Readonly<Record<string, DefinitionSource>>;
  /** When each run begins: an ISO date; by default 2026-01-01T00:00:00Z. */
  now?: string | Date;
  /** Largest document in bytes that may pass from state to state: 262144 on AWS, by default none. */
  payloadLimit?: number;
  region?: string;
  account?: string;
}

export interface RunOptions {
  mocks?: MockTable;
  /** The execution's name. */
  name?: string;
}

interface Loaded {
  main: Machine;
  others: Machine[];
  /** The definitions by the names of their machines. */
  texts: Map<string, string>;
}

const ROLE = 'role/treadle-testing';
const REVISION = '1';
const START = '2026-01-01T00:00:00Z';

export class TestMachine {
  readonly name: string;
  readonly #source: DefinitionSource;
  readonly #options: MachineOptions;
  readonly #counts = new Counts();
  #loaded: Promise<Loaded> | undefined;

  constructor(source: DefinitionSource, options: MachineOptions) {
    this.#source = source;
    this.#options = options;
    this.name = options.name ?? nameOfSource(source);
  }

  /** The ARN by which Tasks of other machines start it. */
  get arn(): string {
    return stateMachineArn(this.#home, this.name);
  }

  /**
   * Runs it from its start to its end, whatever time that takes.
   *
   * @throws {DefinitionError} when the definition is none
   * @throws {MockError} when a Task is called that has no mock, or a mock is for no Task
   * @throws {StandsStill} when a Task waits for somebody who answers it: see {@link start}
   */
  async run<Output = unknown>(
    input: unknown = {},
    options: RunOptions = {},
  ): Promise<RunResult<Output>> {
    return (await this.start<Output>(input, options)).finish();
  }

  /** Starts it, and lets no time pass. @throws as {@link run} */
  async start<Output = unknown>(
    input: unknown = {},
    options: RunOptions = {},
  ): Promise<TestRun<Output>> {
    const { mocks: table = {}, name = 'run' } = options;
    const { main, others, texts } = await this.#load();
    checkMocks(table, [main, ...others]);
    const mocks = createMocks(table, (attempt) => isServed(attempt));
    const executions = new Map<string, Execution>();
    const visited: string[] = [];
    const { payloadLimit, now = START } = this.#options;
    const world = new MemoryWorld({
      home: this.#home,
      time: virtualTime(new Date(now).getTime()),
      tasks: {
        call: async () => SENT,
        check: async () => undefined,
        carriesToken: async () => false,
        checkResult: async () => undefined,
      },
      mocks,
      ...(payloadLimit !== undefined && { payloadLimit }),
      observe: (record) => {
        executions.set(record.state.id, record.state);
        this.#count(record, visited);
      },
    });
    for (const [machine, text] of texts) {
      await world.addMachine({ name: machine, definition: text, roleArn: this.#role });
      const facts = { name: machine, revision: REVISION, roleArn: this.#role };
      if (machine !== this.name) continue;
      const watched = observeMachine(facts, text, (state, field) =>
        this.#counts.take(state, field),
      );
      await world.runtime.machines.get(machine, REVISION, async () => watched);
    }
    const id = await world.start(this.name, name, document(input, 'The input'));
    const run = new TestRun<Output>(id, { world, calls: mocks.calls, executions, visited });
    await run.advance(0);
    return run;
  }

  /** What all runs so far went through. @throws {DefinitionError} */
  async coverage(): Promise<Coverage> {
    return new Coverage((await this.#load()).main, this.#counts);
  }

  #count({ state, history }: StepRecord, visited: string[]): void {
    for (const { type, details } of history) {
      const name = details?.name;
      if (name === undefined) continue;
      if (type.endsWith('StateEntered')) {
        visited.push(name);
        if (isOf(state, this.name)) this.#counts.enter(name);
      } else if (type === 'ChoiceStateExited' && isOf(state, this.name)) this.#counts.leave(name);
    }
  }

  get #home() {
    const { region = 'us-east-1', account = '123456789012' } = this.#options;
    return { partition: 'aws', region, account };
  }

  get #role(): string {
    return `arn:aws:iam::${this.#home.account}:${ROLE}`;
  }

  #load(): Promise<Loaded> {
    this.#loaded ??= this.#read();
    return this.#loaded;
  }

  async #read(): Promise<Loaded> {
    const sources = { ...this.#options.machines, [this.name]: this.#source };
    const texts: Loaded['texts'] = new Map();
    const machines: Machine[] = [];
    for (const [name, source] of Object.entries(sources)) {
      const { text, definition } = await checkSource(source, 'STANDARD');
      texts.set(name, text);
      const facts = { name, revision: REVISION, roleArn: this.#role };
      machines.push(prepareMachine(facts, definition));
    }
    const [main] = machines.filter(({ name }) => name === this.name);
    if (!main) throw new Error(`there is no state machine ${this.name}`);
    return { main, others: machines.filter((machine) => machine !== main), texts };
  }
}

/** What a Task gets for a message that nobody is there to take: who answers it does so by its token. */
const SENT: TaskResponse = { type: 'answered', status: 200, headers: {}, output: {} };

/** Whether a Task without a mock can be done: somebody answers it by hand, or it starts one of the machines. */
function isServed({ resource }: MockedAttempt): boolean {
  if (waitsForAnswer(resource) || activityNameOf(resource) !== undefined) return true;
  return /:states:startExecution(?:\.|$)/.test(resource) || integrationOf(resource) === undefined;
}

function isOf({ id }: Execution, machine: string): boolean {
  return id.startsWith(`${machine}:`);
}
