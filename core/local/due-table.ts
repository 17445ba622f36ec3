/** A durable table of entries that wait for their time, and of those that have been taken and are at work. */

import type { StatementSync } from 'node:sqlite';
import { Alarm, type LocalClock } from './clock.ts';
import type { Database } from './database.ts';

export interface DueTableOptions<T> {
  database: Database;
  clock: LocalClock;
  /** The table's name in the file. */
  name: string;
  /** Takes what has become due; it stays in the table until it is removed. */
  onDue: (entries: DueEntry<T>[]) => void;
}

export interface DueEntry<T> {
  row: number;
  content: T;
}

type Row = { row: number; content: string };

export class DueTable<T> {
  private readonly options: DueTableOptions<T>;
  private readonly alarm: Alarm;
  private readonly insert: StatementSync;
  private readonly delete: StatementSync;
  private readonly update: StatementSync;
  private readonly earliest: StatementSync;
  private readonly take: StatementSync;
  private readonly selectTaken: StatementSync;

  constructor(options: DueTableOptions<T>) {
    this.options = options;
    const { database, clock, name } = options;
    database.define(`CREATE TABLE IF NOT EXISTS ${name} (
      row INTEGER PRIMARY KEY,
      content TEXT NOT NULL,
      due REAL  -- null: taken
    );
    CREATE INDEX IF NOT EXISTS ${name}_due ON ${name} (due) WHERE due IS NOT NULL;`);
    this.alarm = new Alarm(clock, () => this.takeDue());
    this.insert = database.prepare(`INSERT INTO ${name} (content, due) VALUES (?, ?)`);
    this.delete = database.prepare(`DELETE FROM ${name} WHERE row = ?`);
    this.update = database.prepare(`UPDATE ${name} SET content = ?, due = ? WHERE row = ?`);
    this.earliest = database.prepare(`SELECT min(due) AS due FROM ${name}`);
    this.take = database.prepare(`UPDATE ${name} SET due = NULL WHERE due <= ? RETURNING *`);
    this.selectTaken = database.prepare(`SELECT * FROM ${name} WHERE due IS NULL`);
  }

  /** Hands over what is overdue from now on. */
  start(): void {
    const due = this.earliest.get()?.due;
    if (typeof due === 'number') this.alarm.set(due);
  }

  stop(): void {
    this.alarm.stop();
  }

  /** What a former process had taken when it died. */
  taken(): DueEntry<T>[] {
    return this.selectTaken.all().map((row) => entryOf<T>(row as Row));
  }

  /** Within a transaction. @param due in ms since 1970; without it the caller takes the entry at once */
  add(content: T, due?: number): DueEntry<T> {
    const { lastInsertRowid } = this.insert.run(JSON.stringify(content), due ?? null);
    if (due !== undefined) this.alarm.set(due);
    return { row: Number(lastInsertRowid), content };
  }

  /** Within a transaction: lets the entry wait again, with its content as it is now. @param due in ms since 1970 */
  postpone({ row, content }: DueEntry<T>, due: number): void {
    this.update.run(JSON.stringify(content), due, row);
    this.alarm.set(due);
  }

  /** Within a transaction. */
  remove({ row }: DueEntry<T>): void {
    this.delete.run(row);
  }

  private async takeDue(): Promise<void> {
    const { database, clock, onDue } = this.options;
    const rows = await database.commit(() => this.take.all(clock.now()));
    onDue(rows.map((row) => entryOf<T>(row as Row)));
    this.start();
  }
}

function entryOf<T>({ row, content }: Row): DueEntry<T> {
  return { row, content: JSON.parse(content) as T };
}
