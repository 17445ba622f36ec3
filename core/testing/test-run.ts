/** One run of a state machine under test, whose time the test lets pass. */

import { type Execution, hasEnded } from '../engine/execution.ts';
import { closest } from '../local/closest.ts';
import type { MemoryWorld } from '../local/memory-world.ts';
import { type Duration, milliseconds } from './duration.ts';
import { eventsOf, type HistoryEvent, shownHistory, storyOf } from './history.ts';
import type { Call } from './mocks.ts';
import { plain } from './plain.ts';
import { type WaitingTask, waitingTasks } from './waiting-task.ts';

export type RunStatus = Execution['status'];

export interface RunResult<Output = unknown> {
  status: RunStatus;
  /** `undefined` unless it succeeded. */
  output: Output;
  error?: string;
  cause?: string;
  /** As GetExecutionHistory shows it. */
  history: HistoryEvent[];
  /** The history in plain words, a line for each event, the same in every run. */
  story: string[];
  /** The states in the order in which they were entered, as often as they were. */
  visited: string[];
  /** What Tasks asked for, in the order in which they did. */
  calls: Call[];
  /** How long it took, in seconds of virtual time. */
  seconds: number;
}

/** The execution waits for what no clock brings. */
export class StandsStill extends Error {}

/** What a run needs to know of the world in which it takes place. */
export interface RunningWorld {
  world: MemoryWorld;
  calls: Call[];
  /** Each execution as it is now, by its id. */
  executions: ReadonlyMap<string, Execution>;
  visited: string[];
}

export class TestRun<Output = unknown> {
  readonly #id: string;
  readonly #startedAt: number;
  readonly #running: RunningWorld;

  constructor(id: string, running: RunningWorld) {
    this.#id = id;
    this.#running = running;
    this.#startedAt = running.world.now();
  }

  get status(): RunStatus {
    return this.#execution.status;
  }

  /** The virtual time. */
  get now(): Date {
    return new Date(this.#running.world.now());
  }

  /** Lets time pass, and whatever happens in it. @param duration a number is one of seconds */
  async advance(duration: Duration | number): Promise<void> {
    const { world } = this.#running;
    const end = world.now() + milliseconds(duration);
    await world.run(() => false, end);
  }

  /** The tasks that wait for their token, or for a worker of their activity. */
  async waiting(): Promise<WaitingTask[]> {
    const { world, executions } = this.#running;
    return waitingTasks(world, executions.values());
  }

  /**
   * Lets time pass until a Task of that state waits to be answered.
   *
   * @throws {StandsStill} when the execution ends, or nothing happens any more, before one does
   */
  async waitFor(state: string): Promise<WaitingTask> {
    const { world, executions, visited } = this.#running;
    const waits = ({ current }: Execution) =>
      current?.name === state &&
      current.waiting?.for === 'task' &&
      current.waiting.attempt !== undefined;
    await world.run(() => this.#hasEnded || [...executions.values()].some(waits));
    const task = (await this.waiting()).find((found) => found.state === state);
    if (task) return task;
    const near = closest(state, visited);
    throw new StandsStill(
      `No Task of the state '${state}' waits for an answer: the execution ${this.#hasEnded ? `has ended as ${this.status}` : 'stands still'}, after ${visited.join(', ')}.${near === undefined || near === state ? '' : ` Did you mean '${near}'?`}`,
    );
  }

  /** As StopExecution. */
  async stop(error?: string, cause?: string): Promise<void> {
    const { world } = this.#running;
    await world.stop(this.#id, {
      ...(error !== undefined && { error }),
      ...(cause !== undefined && { cause }),
    });
    await world.run(() => false, world.now());
  }

  /**
   * Lets all the time pass that the execution takes to its end.
   *
   * @throws {StandsStill} when it waits for an answer that only the test can give
   */
  async finish(): Promise<RunResult<Output>> {
    const { world } = this.#running;
    if (!(await world.run(() => this.#hasEnded))) {
      const tasks = (await this.waiting()).map(({ state, kind }) =>
        kind === 'token' ? `'${state}' for its task token` : `'${state}' for a worker`,
      );
      throw new StandsStill(
        `The execution stands still: ${tasks.join(', ') || 'nothing is left to do'}${tasks.length > 0 ? ' waits. Answer it with (await run.waitFor(state)).succeed(…), or give it a mock.' : ''}`,
      );
    }
    const end = world.now();
    // Whatever ends with it, such as the branches of a Parallel that failed, ends now.
    await world.run(() => false, end);
    world.close();
    return this.#result(end);
  }

  async #result(end: number): Promise<RunResult<Output>> {
    const { world, calls, visited } = this.#running;
    const { status, output, failure } = this.#execution;
    const events = await eventsOf(world.runtime.ports.store, this.#id);
    return {
      status,
      output: (output === undefined ? undefined : plain(output)) as Output,
      ...(failure?.error !== undefined && { error: failure.error }),
      ...(failure?.cause !== undefined && { cause: failure.cause }),
      history: shownHistory(events),
      story: storyOf(events),
      visited: [...visited],
      calls: [...calls],
      seconds: (end - this.#startedAt) / 1000,
    };
  }

  get #execution(): Execution {
    const execution = this.#running.executions.get(this.#id);
    if (!execution) throw new Error(`there is no execution ${this.#id}`);
    return execution;
  }

  get #hasEnded(): boolean {
    return hasEnded(this.#execution);
  }
}
