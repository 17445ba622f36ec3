/** The SQLite file behind the local queues and schedules: opened exclusively, written in group commits. */

import { existsSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';

/** A data folder that cannot be used; the message says why. */
export class DataFolderError extends Error {}

interface Write {
  run: () => void;
  done: () => void;
}

const FILE = 'treadle.sqlite';
/** Of the tables in the file; another one is another version's. */
const FORMAT = 2;

export class Database {
  /** There was no data yet. */
  readonly fresh: boolean;
  private readonly sqlite: DatabaseSync;
  private pending: Write[] = [];
  private closed = false;

  /**
   * @param folder where the file lies; made when missing. Undefined: in memory
   * @throws {DataFolderError} when the folder cannot be written or another server has it open
   */
  constructor(folder: string | undefined) {
    const file = folder === undefined ? ':memory:' : join(folder, FILE);
    this.fresh = folder === undefined || !existsSync(file);
    try {
      if (folder !== undefined) makeFolder(folder);
      this.sqlite = new DatabaseSync(file);
      // The exclusive lock is the lock on the folder: the system releases it however the process ends.
      this.sqlite.exec('PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL');
      this.sqlite.exec('PRAGMA synchronous = NORMAL; BEGIN IMMEDIATE; COMMIT');
    } catch (error) {
      throw new DataFolderError(reasonOf(error, folder ?? ''));
    }
    this.checkFormat(folder ?? '');
  }

  /** Runs statements that define tables, at start. */
  define(sql: string): void {
    this.sqlite.exec(sql);
  }

  prepare(sql: string): StatementSync {
    return this.sqlite.prepare(sql);
  }

  /**
   * Runs `work` in a transaction shared with all the writes of this turn of the event loop. The promise settles once
   * they are in the file; an error of one work leaves the others alone.
   */
  commit<T>(work: () => T): Promise<T> {
    return new Promise((resolve, reject) => {
      if (this.closed) return;
      let settle = () => {};
      const run = () => {
        try {
          const value = work();
          settle = () => resolve(value);
        } catch (error) {
          settle = () => reject(error);
        }
      };
      this.pending.push({ run, done: () => settle() });
      if (this.pending.length === 1) setImmediate(() => this.flush());
    });
  }

  /** Writes what is pending and closes the file. What comes later is dropped, as if the power had gone. */
  close(): void {
    if (this.closed) return;
    this.flush();
    this.closed = true;
    this.sqlite.close();
  }

  private checkFormat(folder: string): void {
    if (this.fresh) this.sqlite.exec(`PRAGMA user_version = ${FORMAT}`);
    const found = this.sqlite.prepare('PRAGMA user_version').get()?.user_version;
    if (found === FORMAT) return;
    this.sqlite.close();
    throw new DataFolderError(
      `The data folder ${folder} was written by another version of Treadle. Remove it, or choose another folder with --data.`,
    );
  }

  private flush(): void {
    const writes = this.pending;
    if (writes.length === 0 || this.closed) return;
    this.pending = [];
    this.sqlite.exec('BEGIN');
    for (const write of writes) write.run();
    this.sqlite.exec('COMMIT');
    for (const write of writes) write.done();
  }
}

/** Node's own `recursive` never returns for a folder below /proc. */
function makeFolder(folder: string): void {
  if (existsSync(folder)) return;
  makeFolder(dirname(folder));
  mkdirSync(folder);
}

function reasonOf(error: unknown, folder: string): string {
  const message = error instanceof Error ? error.message : String(error);
  if (message.includes('locked')) {
    return `The data folder ${folder} is in use by another treadle server. Stop it, or choose another folder with --data.`;
  }
  return `The data folder ${folder} cannot be used: ${message}`;
}
