/** Reads events in their order as visits. Each event says which one it follows, and so what it belongs to. */

import type { HistoryEvent } from './event.ts';
import type { Status, Visit } from './visit.ts';

const ENTERED = /^(\w+)StateEntered$/;
const BEGINS = /(Scheduled|Started|Submitted)$/;
const TASK_FAILED =
  /^(LambdaFunction|Task|Activity)(ScheduleFailed|StartFailed|SubmitFailed|Failed|TimedOut)$/;
const CONTAINER_END = /^(Map|Parallel)State(Succeeded|Failed|Aborted)$/;
const ITERATION_END = /^MapIteration(Succeeded|Failed|Aborted)$/;
const STATE_ABORTED = /^(Task|Wait|Map|Parallel)StateAborted$/;
const EXECUTION_END = /^Execution(Succeeded|Failed|TimedOut|Aborted)$/;

/** The visits of a history. Events are added as they come; what was there before stays as it was read. */
export class Visits {
  readonly all = new Map<number, Visit>();
  /** The visit that an event belongs to. */
  readonly #owner = new Map<number, Visit>();
  readonly #types = new Map<number, string>();
  #last = 0;

  /** The id of the last event that was added. */
  get lastId(): number {
    return this.#last;
  }

  add(events: readonly HistoryEvent[]): void {
    for (const event of events) {
      if (event.id <= this.#last) continue;
      this.#last = event.id;
      this.#types.set(event.id, event.type);
      const owner = this.#take(event);
      if (owner) {
        this.#owner.set(event.id, owner);
        owner.events.push(event.id);
      }
    }
  }

  /** The visits that lie in another, or in the execution itself. */
  inside(parent: number | undefined): Visit[] {
    return [...this.all.values()].filter((visit) => visit.parent === parent);
  }

  ownerOf(event: number): Visit | undefined {
    return this.#owner.get(event);
  }

  #take(event: HistoryEvent): Visit | undefined {
    const { type } = event;
    const entered = ENTERED.exec(type)?.[1];
    if (entered) return this.#open(event, entered, event.details.name ?? '');
    if (type === 'MapIterationStarted') return this.#iteration(event);
    if (ITERATION_END.test(type)) return this.#endIteration(event);
    if (type.endsWith('StateExited')) return this.#exit(event);
    if (EXECUTION_END.test(type)) return this.#endExecution(event);
    if (type === 'ExecutionRedriven') return this.#redrive();
    if (CONTAINER_END.test(type)) return this.#endContainer(event);
    return this.#work(event);
  }

  #open(event: HistoryEvent, type: string, name: string): Visit {
    const before = this.#owner.get(event.previousEventId);
    const opensInside = /^(MapIterationStarted|ParallelStateStarted)$/.test(
      this.#types.get(event.previousEventId) ?? '',
    );
    const parent = opensInside ? before?.id : before?.parent;
    const visit: Visit = {
      id: event.id,
      name,
      type,
      status: 'RUNNING',
      start: event.timestamp,
      attempts: [],
      events: [],
    };
    if (parent !== undefined) visit.parent = parent;
    this.all.set(visit.id, visit);
    return visit;
  }

  #iteration(event: HistoryEvent): Visit {
    const isIt = ({ type, name }: Visit) => type === 'Map' && name === event.details.name;
    const map = this.#above(event.previousEventId, isIt) ?? this.#openOne(isIt);
    const visit = this.#open(event, 'Iteration', event.details.name ?? '');
    if (map) visit.parent = map.id;
    else delete visit.parent;
    visit.index = event.details.index ?? 0;
    return visit;
  }

  #endIteration(event: HistoryEvent): Visit | undefined {
    const { index, name } = event.details;
    const isIt = (visit: Visit) =>
      visit.type === 'Iteration' && visit.index === index && visit.name === name;
    const visit = this.#above(event.previousEventId, isIt) ?? this.#openOne(isIt);
    if (!visit) return undefined;
    const status = statusIn(event.type);
    if (status === 'FAILED') this.#fail(this.#owner.get(event.previousEventId), visit, event);
    return this.#close(visit, event, status);
  }

  /** What failed, and so ended what is around it, up to there. */
  #fail(visit: Visit | undefined, upTo: Visit, event: HistoryEvent): void {
    for (let at = visit; at && at !== upTo; at = this.#parentOf(at)) {
      if (at.end !== undefined) continue;
      at.error ??= event.details.error ?? '';
      this.#close(at, event, 'FAILED');
    }
  }

  #exit(event: HistoryEvent): Visit | undefined {
    const isIt = (visit: Visit) => visit.type !== 'Iteration' && visit.name === event.details.name;
    const visit = this.#above(event.previousEventId, isIt) ?? this.#openOne(isIt);
    if (!visit) return undefined;
    visit.exitId = event.id;
    return this.#close(visit, event, visit.error === undefined ? 'SUCCEEDED' : 'CAUGHT');
  }

  #endContainer(event: HistoryEvent): Visit | undefined {
    const type = /^(Map|Parallel)/.exec(event.type)?.[1];
    const visit = this.#above(
      event.previousEventId,
      (one) => one.type === type && one.end === undefined,
    );
    if (!visit) return undefined;
    const status = statusIn(event.type);
    if (status === 'SUCCEEDED') return visit;
    if (status === 'FAILED') {
      visit.error = event.details.error ?? 'States.TaskFailed';
      this.#fail(this.#owner.get(event.previousEventId), visit, event);
    }
    visit.status = status;
    this.#abortInside(visit.id, event.timestamp);
    return visit;
  }

  #endExecution(event: HistoryEvent): undefined {
    const status = statusIn(event.type);
    if (status === 'SUCCEEDED') return undefined;
    const cause = this.#owner.get(event.previousEventId);
    const failing = new Set<number>();
    for (let at = status === 'FAILED' ? cause : undefined; at; at = this.#parentOf(at)) {
      failing.add(at.id);
    }
    for (const visit of this.all.values()) {
      if (visit.end !== undefined) continue;
      const failed = failing.has(visit.id) || visit.error !== undefined;
      if (failing.has(visit.id)) visit.error ??= event.details.error ?? '';
      const left = status === 'FAILED' ? 'ABORTED' : status;
      this.#close(visit, event, failed ? 'FAILED' : left);
    }
    return undefined;
  }

  /** What had not succeeded where the execution ended goes on. */
  #redrive(): undefined {
    const latest = Math.max(...[...this.all.values()].map(({ end = 0 }) => end));
    for (const visit of this.all.values()) {
      if (visit.end !== latest || !/FAILED|ABORTED|TIMED_OUT/.test(visit.status)) continue;
      visit.status = 'RUNNING';
      delete visit.end;
      delete visit.error;
    }
    return undefined;
  }

  /** Events of what a state does: its attempts, and what it starts. */
  #work(event: HistoryEvent): Visit | undefined {
    const { type, details } = event;
    const visit =
      this.#owner.get(event.previousEventId) ?? this.#openOne((one) => one.type !== 'Iteration');
    if (!visit) return undefined;
    if (details.mapRunArn) visit.mapRunArn = details.mapRunArn;
    if (details.length !== undefined) visit.length = details.length;
    if (details.resource) visit.resource ??= details.resource;
    if (STATE_ABORTED.test(type)) return this.#close(visit, event, 'ABORTED');
    if (type === 'EvaluationFailed' || type === 'MapRunFailed' || type === 'MapRunAborted') {
      visit.error = details.error ?? type;
      return visit;
    }
    const attempt = visit.attempts.at(-1);
    if (TASK_FAILED.test(type)) {
      visit.error = details.error ?? (type.endsWith('TimedOut') ? 'States.Timeout' : 'Failed');
      if (attempt) Object.assign(attempt, { end: event.timestamp, error: visit.error });
    } else if (type.endsWith('Succeeded')) {
      if (attempt) attempt.end = event.timestamp;
      delete visit.error;
    } else if (type.endsWith('Scheduled')) {
      visit.attempts.push({ start: event.timestamp, eventId: event.id });
      delete visit.error;
    } else if (!BEGINS.test(type)) {
      return visit;
    }
    return visit;
  }

  #close(visit: Visit, event: HistoryEvent, status: Status): Visit {
    visit.end = event.timestamp;
    visit.status = status;
    const attempt = visit.attempts.at(-1);
    if (attempt) attempt.end ??= event.timestamp;
    return visit;
  }

  #abortInside(parent: number, at: number): void {
    for (const visit of this.inside(parent)) {
      this.#abortInside(visit.id, at);
      if (visit.end !== undefined) continue;
      visit.end = at;
      visit.status = visit.error === undefined ? 'ABORTED' : 'FAILED';
    }
  }

  #parentOf({ parent }: Visit): Visit | undefined {
    return parent === undefined ? undefined : this.all.get(parent);
  }

  /** The visit of an event, or the nearest one around it, that fits. */
  #above(event: number, fits: (visit: Visit) => boolean): Visit | undefined {
    let visit = this.#owner.get(event);
    while (visit && !fits(visit)) visit = this.#parentOf(visit);
    return visit;
  }

  /** Where the event before is not among those that were read: the last that is open. */
  #openOne(fits: (visit: Visit) => boolean): Visit | undefined {
    return [...this.all.values()].findLast((visit) => visit.end === undefined && fits(visit));
  }
}

function statusIn(type: string): Status {
  if (type.endsWith('Succeeded')) return 'SUCCEEDED';
  if (type.endsWith('TimedOut')) return 'TIMED_OUT';
  return type.endsWith('Aborted') ? 'ABORTED' : 'FAILED';
}
