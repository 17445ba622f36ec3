/** What a history tells of: visits to states, the attempts of each, and iterations of Maps. */

export type Status =
  | 'RUNNING'
  | 'SUCCEEDED'
  | 'FAILED'
  | 'CAUGHT'
  | 'ABORTED'
  | 'TIMED_OUT'
  | 'PENDING_REDRIVE';

export interface Attempt {
  start: number;
  end?: number;
  /** Present where it failed. */
  error?: string;
  eventId: number;
}

/** One stay in a state, from its entry to its exit; or one iteration of a Map, whose type is `Iteration`. */
export interface Visit {
  /** The event that opened it. */
  id: number;
  name: string;
  type: string;
  /** The visit or iteration that it lies in. */
  parent?: number;
  /** Of an iteration. */
  index?: number;
  status: Status;
  start: number;
  end?: number;
  exitId?: number;
  attempts: Attempt[];
  /** What it called. */
  resource?: string;
  error?: string;
  mapRunArn?: string;
  /** How many iterations there will be. */
  length?: number;
  /** Its own events, those inside it left out. */
  events: number[];
}
