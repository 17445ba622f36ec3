/** A Task that waits for somebody outside, and what that somebody can do. */

import type { StartTask } from '../engine/commands.ts';
import type { Execution } from '../engine/execution.ts';
import { taskResourceOf } from '../engine/task-resource.ts';
import type { MemoryWorld } from '../local/memory-world.ts';
import type { Attempt } from '../ports.ts';
import { type AnswerReceipt, answerTask, beatTask } from '../runtime/answer-task.ts';
import { offer } from '../runtime/run-step.ts';
import { taskToken } from '../runtime/task-token.ts';
import { document, plain } from './plain.ts';

/** The answer came too late: the attempt was answered before, timed out or was stopped. */
export class TaskOver extends Error {}

export class WaitingTask {
  readonly state: string;
  readonly kind: 'token' | 'activity';
  readonly resource: string;
  /** What the Task sent to whoever is to answer it. */
  readonly input: unknown;
  /** As `$$.Task.Token` gave it, or an activity's worker got it. */
  readonly token: string;
  readonly #world: MemoryWorld;
  readonly #attempt: Attempt;

  constructor(world: MemoryWorld, state: string, attempt: Attempt, start: StartTask) {
    this.state = state;
    this.kind = taskResourceOf(start.resource).pattern === 'activity' ? 'activity' : 'token';
    this.resource = start.resource;
    this.input = plain(start.arguments);
    this.token = taskToken(world.runtime.settings.tokenSecret, attempt);
    this.#world = world;
    this.#attempt = attempt;
  }

  /** As SendTaskSuccess. @throws {TaskOver} */
  async succeed(output: unknown = {}): Promise<void> {
    const value = document(output, `The output of '${this.state}'`);
    await this.#answer({ type: 'TaskSucceeded', output: value });
  }

  /** As SendTaskFailure. @throws {TaskOver} */
  async fail(error: string, cause?: string): Promise<void> {
    const failure = { error, ...(cause !== undefined && { cause }) };
    await this.#answer({ type: 'TaskFailed', failure });
  }

  /** As SendTaskHeartbeat. @throws {TaskOver} */
  async heartbeat(): Promise<void> {
    await this.take();
    this.#check(await beatTask(this.#world.runtime, this.#attempt));
  }

  /** As GetActivityTask: the time of an activity begins with it. Answers and heartbeats take a task that nobody has taken. */
  async take(workerName?: string): Promise<void> {
    if (this.kind !== 'activity') return;
    const { execution, step: attempt } = this.#attempt;
    const event = {
      type: 'ActivityStarted',
      attempt,
      ...(workerName !== undefined && { workerName }),
    } as const;
    await offer(this.#world.runtime, { execution, event }, this.#world.newId());
  }

  async #answer(answer: Parameters<typeof answerTask>[2]): Promise<void> {
    await this.take();
    this.#check(await answerTask(this.#world.runtime, this.#attempt, answer, this.#world.newId()));
    await this.#world.run(() => false, this.#world.now());
  }

  #check(receipt: AnswerReceipt): void {
    if (receipt === 'taken') return;
    throw new TaskOver(
      `'${this.state}' no longer waits: it was answered, timed out or was stopped`,
    );
  }
}

/** The tasks among these executions that wait to be answered by hand. */
export async function waitingTasks(
  world: MemoryWorld,
  executions: Iterable<Execution>,
): Promise<WaitingTask[]> {
  const tasks: WaitingTask[] = [];
  for (const { id: execution, current } of executions) {
    const waiting = current?.waiting;
    if (waiting?.for !== 'task' || waiting.attempt === undefined) continue;
    const attempt = { execution, step: waiting.attempt };
    const intent = await world.runtime.ports.store.read(execution, attempt.step);
    const start = intent?.commands.find((command) => command.type === 'StartTask');
    if (!start || !current || taskResourceOf(start.resource).pattern === 'job') continue;
    tasks.push(new WaitingTask(world, current.name, attempt, start));
  }
  return tasks;
}
