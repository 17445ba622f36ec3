/** Map Runs as the store keeps them: what is known of each, and which of its children run, are to come or have ended. */

import type { ExecutionStatus, Timestamp } from './engine/execution.ts';
import type { Page } from './page.ts';

export type MapRunStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'ABORTED';

export interface MapRunRecord {
  /** `machine/label:uuid`, as its ARN ends. */
  name: string;
  /** The execution whose state it is. */
  execution: string;
  status: MapRunStatus;
  startedAt: Timestamp;
  stoppedAt?: Timestamp;
  /** How many children may run at a time; 0: as many as there can be. */
  concurrency: number;
  /** 0 sets no limit of its own; where both are 0, none may fail. */
  toleratedCount: number;
  toleratedPercentage: number;
  /** Absent until the children have been made. */
  children?: MapRunChildren;
  /** Of how many children the results have been written. */
  written?: { executions: number; items: number };
  redriveCount: number;
  redrivenAt?: Timestamp;
}

/** The children of a Map Run: `0 … total-1` of a step of its execution. */
export interface MapRunChildren {
  step: number;
  /** Which roster they are in: 0, and after a redrive the step that has redriven them. */
  round: number;
  total: number;
  /** How many items they have between them. */
  items: number;
}

/** What may change of a Map Run. */
export type MapRunChange = Partial<Omit<MapRunRecord, 'name' | 'execution' | 'startedAt'>>;

/** The list by which the children of a step get their turn. */
export interface Roster {
  execution: string;
  step: number;
  round: number;
}

/** What the children of a Map Run had come to when it was redriven. */
export interface Earlier {
  /** How many have no place in the roster, for they had succeeded, and the items that they had. */
  executions: number;
  items: number;
  /** No child from this index on had had its turn. */
  reached: number;
  /** How many of those in the roster had not had their turn. */
  fresh: { executions: number; items: number };
}

/** Children from the first index up to, not including, the second. */
export type IndexRange = [from: number, to: number];

/** A child that may run, and the slot that it runs in until it ends. */
export interface Turn {
  index: number;
  slot: number;
}

/** What follows when a child has left. */
export interface RosterDeparture {
  turns: Turn[];
  /** None runs and none is to come. */
  complete: boolean;
}

/** What children have come to, in children and in items. */
export interface Tally {
  executions: Outcomes;
  items: Outcomes;
  running: number;
  /** No child from this index on has had its turn. */
  reached: number;
  /** As the roster was opened with it. */
  earlier?: Earlier;
}

export type Ending = Exclude<ExecutionStatus, 'RUNNING'>;
export type Outcomes = Record<Ending, number>;

export interface MapRuns {
  /** Keeps a Map Run; again changes nothing. */
  openMapRun(run: MapRunRecord): Promise<void>;
  /** @param name of the Map Run, or of one of its children */
  mapRun(name: string): Promise<MapRunRecord | undefined>;
  /**
   * Changes one that there is.
   *
   * @param redriveCount changes it only as long as it has been redriven that often
   */
  changeMapRun(name: string, change: MapRunChange, redriveCount?: number): Promise<void>;
  /**
   * The Map Runs of an execution, newest first.
   *
   * @throws {InvalidPageToken}
   */
  mapRuns(execution: string, limit: number, after?: string): Promise<Page<MapRunRecord>>;

  /**
   * Makes a roster, once: doing it again resets nothing. Who runs now; nobody in one that is closed.
   *
   * @param earlier of a redriven Map Run
   */
  openRoster(
    roster: Roster,
    work: IndexRange[],
    concurrency: number,
    earlier?: Earlier,
  ): Promise<Turn[]>;
  /** Notes how a child has ended, and gives its slot on. Told again, it answers anew what has to follow. */
  leaveRoster(roster: Roster, turn: Turn, ending: Ending, items: number): Promise<RosterDeparture>;
  /** Lets more or fewer run at a time. Who runs now, so that none is lost who could not be told; one too many goes on to its end. */
  resizeRoster(roster: Roster, concurrency: number): Promise<Turn[]>;
  /** Nobody gets a turn after this. Those who may still run; `complete`: there are none. */
  closeRoster(roster: Roster): Promise<{ running: Turn[]; complete: boolean }>;
  tally(roster: Roster): Promise<Tally>;
}
