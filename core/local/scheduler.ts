/** The stand-in for EventBridge Scheduler: durable schedules that invoke functions; overdue ones fire at once. */

import { randomUUID } from 'node:crypto';
import type { StatementSync } from 'node:sqlite';
import type { Home } from '../arn.ts';
import { Alarm, type LocalClock } from './clock.ts';
import type { Database } from './database.ts';
import { parseFunctionName } from './function-call.ts';
import type { FunctionQueue } from './function-queue.ts';
import { parseSchedule, ScheduleExpressionError } from './schedule-expression.ts';
import { ServiceError } from './service-error.ts';

/** A CreateSchedule request, in the API's own words. */
export interface ScheduleRequest {
  Name: string;
  GroupName?: string;
  ScheduleExpression: string;
  ScheduleExpressionTimezone?: string;
  ActionAfterCompletion?: 'NONE' | 'DELETE';
  State?: 'ENABLED' | 'DISABLED';
  ClientToken?: string;
  Target: { Arn: string; Input?: string; RoleArn?: string };
}

export interface SchedulerOptions {
  database: Database;
  clock: LocalClock;
  home: Home;
  functions: FunctionQueue;
}

type Row = { grp: string; name: string; request: string; created: number; due: number };

const TABLE = `CREATE TABLE IF NOT EXISTS schedule (
  grp TEXT NOT NULL,
  name TEXT NOT NULL,
  request TEXT NOT NULL,
  token TEXT,
  created REAL NOT NULL,
  due REAL,  -- null: does not happen (again)
  PRIMARY KEY (grp, name)
);
CREATE INDEX IF NOT EXISTS schedule_due ON schedule (due) WHERE due IS NOT NULL;`;

export class Scheduler {
  private readonly options: SchedulerOptions;
  private readonly alarm: Alarm;
  private readonly select: StatementSync;
  private readonly insert: StatementSync;
  private readonly remove: StatementSync;
  private readonly reschedule: StatementSync;
  private readonly earliest: StatementSync;
  private readonly selectDue: StatementSync;

  constructor(options: SchedulerOptions) {
    this.options = options;
    const { database } = options;
    database.define(TABLE);
    this.alarm = new Alarm(options.clock, () => this.fireDue());
    this.select = database.prepare('SELECT * FROM schedule WHERE grp = ? AND name = ?');
    this.insert = database.prepare('INSERT INTO schedule VALUES (?, ?, ?, ?, ?, ?)');
    this.remove = database.prepare('DELETE FROM schedule WHERE grp = ? AND name = ?');
    this.reschedule = database.prepare('UPDATE schedule SET due = ? WHERE grp = ? AND name = ?');
    this.earliest = database.prepare('SELECT min(due) AS due FROM schedule');
    this.selectDue = database.prepare('SELECT * FROM schedule WHERE due <= ?');
  }

  start(): void {
    this.rearm();
  }

  stop(): void {
    this.alarm.stop();
  }

  /**
   * Returns the schedule's ARN. The same request again, by its client token, changes nothing.
   *
   * @throws {ServiceError} ConflictException, ValidationException
   */
  async create(request: ScheduleRequest): Promise<string> {
    const group = request.GroupName ?? 'default';
    const now = this.options.clock.now();
    const first = this.read(request, now).next(now);
    const due = request.State === 'DISABLED' ? undefined : first;
    await this.options.database.commit(() => {
      const existing = this.select.get(group, request.Name);
      if (existing && existing.token === (request.ClientToken ?? null)) return;
      if (existing) {
        throw new ServiceError(
          409,
          'ConflictException',
          `Schedule ${request.Name} already exists.`,
        );
      }
      const text = JSON.stringify(request);
      this.insert.run(group, request.Name, text, request.ClientToken ?? null, now, due ?? null);
    });
    if (due !== undefined) this.alarm.set(due);
    return this.arn(group, request.Name);
  }

  /** A GetSchedule answer, JSON text. @throws {ServiceError} ResourceNotFoundException */
  get(group: string, name: string): string {
    const row = this.select.get(group, name) as Row | undefined;
    if (!row) throw notFound(name);
    const { ClientToken: _, ...request } = JSON.parse(row.request);
    const seconds = row.created / 1000;
    return JSON.stringify({
      State: 'ENABLED',
      ScheduleExpressionTimezone: 'UTC',
      ActionAfterCompletion: 'NONE',
      ...request,
      GroupName: group,
      Arn: this.arn(group, name),
      CreationDate: seconds,
      LastModificationDate: seconds,
    });
  }

  /** @throws {ServiceError} ResourceNotFoundException */
  async delete(group: string, name: string): Promise<void> {
    const { changes } = await this.options.database.commit(() => this.remove.run(group, name));
    if (changes === 0) throw notFound(name);
  }

  private read(request: ScheduleRequest, start: number) {
    const timezone = request.ScheduleExpressionTimezone ?? 'UTC';
    try {
      return parseSchedule(request.ScheduleExpression, timezone, start);
    } catch (error) {
      if (!(error instanceof ScheduleExpressionError)) throw error;
      throw new ServiceError(400, 'ValidationException', error.message);
    }
  }

  /** One transaction takes what is due off the schedule and puts its invocations into the queue: none is lost or doubled. */
  private async fireDue(): Promise<void> {
    const now = this.options.clock.now();
    const fired = await this.options.database.commit(() =>
      this.selectDue.all(now).map((row) => this.fire(row as Row, now)),
    );
    for (const entry of fired) void this.options.functions.deliver(entry);
    this.rearm();
  }

  private fire(row: Row, now: number) {
    const request: ScheduleRequest = JSON.parse(row.request);
    const schedule = this.read(request, row.created);
    if (!schedule.once) this.reschedule.run(schedule.next(now) ?? null, row.grp, row.name);
    else if (request.ActionAfterCompletion === 'DELETE') this.remove.run(row.grp, row.name);
    else this.reschedule.run(null, row.grp, row.name);
    const requestId = randomUUID();
    return this.options.functions.add({
      functionName: parseFunctionName(request.Target.Arn)?.name ?? request.Target.Arn,
      requestId,
      payload: (request.Target.Input ?? '{}')
        .replaceAll('<aws.scheduler.schedule-arn>', this.arn(row.grp, row.name))
        .replaceAll('<aws.scheduler.scheduled-time>', new Date(row.due).toISOString())
        .replaceAll('<aws.scheduler.execution-id>', requestId)
        .replaceAll('<aws.scheduler.attempt-number>', '1'),
    });
  }

  private rearm(): void {
    const due = this.earliest.get()?.due;
    if (typeof due === 'number') this.alarm.set(due);
  }

  private arn(group: string, name: string): string {
    const { partition, region, account } = this.options.home;
    return `arn:${partition}:scheduler:${region}:${account}:schedule/${group}/${name}`;
  }
}

function notFound(name: string): ServiceError {
  return new ServiceError(404, 'ResourceNotFoundException', `Schedule ${name} does not exist.`);
}
