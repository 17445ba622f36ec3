/** The stand-in for CloudWatch Logs: groups, streams and their events, in the local file. https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/ */

import type { SQLInputValue, StatementSync } from 'node:sqlite';
import type { Home } from '../../arn.ts';
import { isObject, type Json, type JsonObject } from '../../json.ts';
import type { LocalClock } from '../clock.ts';
import type { Database } from '../database.ts';
import { ServiceError } from '../service-error.ts';

export interface LogGroupsOptions {
  database: Database;
  clock: LocalClock;
  home: Home;
}

type Row = Record<string, SQLInputValue>;

const TABLES = `CREATE TABLE IF NOT EXISTS log_group (name TEXT PRIMARY KEY, created REAL NOT NULL);
CREATE TABLE IF NOT EXISTS log_stream (
  log_group TEXT NOT NULL, name TEXT NOT NULL, created REAL NOT NULL, PRIMARY KEY (log_group, name)
);
CREATE TABLE IF NOT EXISTS log_event (
  row INTEGER PRIMARY KEY, log_group TEXT NOT NULL, stream TEXT NOT NULL,
  at REAL NOT NULL, ingested REAL NOT NULL, message TEXT NOT NULL
);
CREATE INDEX IF NOT EXISTS log_event_place ON log_event (log_group, stream, at, row);`;

/** What answers an operation. */
type Operation = (input: JsonObject) => Promise<JsonObject> | JsonObject;

export class LogGroups {
  private readonly options: LogGroupsOptions;
  private readonly statements = new Map<string, StatementSync>();

  constructor(options: LogGroupsOptions) {
    this.options = options;
    options.database.define(TABLES);
  }

  /**
   * Answers a request.
   *
   * @param operation without its `Logs_20140328.`
   * @throws {ServiceError} what CloudWatch Logs would refuse, and operations that are not served here
   */
  async answer(operation: string, input: JsonObject): Promise<JsonObject> {
    const serve = Object.hasOwn(this.operations, operation)
      ? this.operations[operation]
      : undefined;
    if (serve) return serve(input);
    throw new ServiceError(400, 'UnknownOperationException', `There is no ${operation} here`);
  }

  private readonly operations: Record<string, Operation> = {
    CreateLogGroup: async (input) => {
      const name = textIn(input, 'logGroupName');
      if (!/^[\w./#-]{1,512}$/.test(name)) throw invalid('logGroupName');
      if (this.hasGroup(name)) throw exists('group');
      await this.change('INSERT OR IGNORE INTO log_group VALUES (?, ?)', name, this.now());
      return {};
    },
    DeleteLogGroup: async (input) => {
      const group = this.groupIn(input);
      await this.change('DELETE FROM log_event WHERE log_group = ?', group);
      await this.change('DELETE FROM log_stream WHERE log_group = ?', group);
      await this.change('DELETE FROM log_group WHERE name = ?', group);
      return {};
    },
    DescribeLogGroups: (input) => {
      const sql = 'SELECT * FROM log_group WHERE name >= ? AND instr(name, ?) > 0 ORDER BY name';
      const prefix = optionalText(input.logGroupNamePrefix);
      const pattern = optionalText(input.logGroupNamePattern);
      const found = this.rows(sql, prefix, pattern).filter(({ name }) =>
        String(name).startsWith(prefix),
      );
      return this.page(input, 'logGroups', found, ({ name, created }) => ({
        logGroupName: String(name),
        creationTime: Number(created),
        arn: `${this.arnOf(String(name))}:*`,
        logGroupArn: this.arnOf(String(name)),
        metricFilterCount: 0,
        storedBytes: 0,
      }));
    },
    CreateLogStream: async (input) => {
      const group = this.groupIn(input);
      const name = textIn(input, 'logStreamName');
      if (!/^[^:*]{1,512}$/.test(name)) throw invalid('logStreamName');
      if (this.hasStream(group, name)) throw exists('stream');
      await this.change(
        'INSERT OR IGNORE INTO log_stream VALUES (?, ?, ?)',
        group,
        name,
        this.now(),
      );
      return {};
    },
    DescribeLogStreams: (input) => {
      const group = this.groupIn(input);
      const prefix = optionalText(input.logStreamNamePrefix);
      const sql = `SELECT s.*, min(e.at) AS first, max(e.at) AS last, max(e.ingested) AS ingested
        FROM log_stream s LEFT JOIN log_event e ON e.log_group = s.log_group AND e.stream = s.name
        WHERE s.log_group = ? GROUP BY s.name
        ORDER BY ${input.orderBy === 'LastEventTime' ? 'last' : 's.name'}`;
      const found = this.rows(sql, group).filter(({ name }) => String(name).startsWith(prefix));
      if (input.descending === true) found.reverse();
      return this.page(input, 'logStreams', found, ({ name, created, first, last, ingested }) => ({
        logStreamName: String(name),
        creationTime: Number(created),
        ...(first !== null && {
          firstEventTimestamp: Number(first),
          lastEventTimestamp: Number(last),
          lastIngestionTime: Number(ingested),
        }),
        arn: `${this.arnOf(group)}:log-stream:${name}`,
        storedBytes: 0,
      }));
    },
    PutLogEvents: async (input) => {
      const group = this.groupIn(input);
      const stream = this.streamIn(input, group);
      const events = Array.isArray(input.logEvents) ? input.logEvents.filter(isObject) : [];
      if (events.length === 0) throw invalid('logEvents');
      const sql =
        'INSERT INTO log_event (log_group, stream, at, ingested, message) VALUES (?, ?, ?, ?, ?)';
      await this.options.database.commit(() => {
        for (const { timestamp, message } of events) {
          const at = Number(timestamp ?? this.now());
          this.statement(sql).run(group, stream, at, this.now(), String(message ?? ''));
        }
      });
      return { nextSequenceToken: String(this.now()) };
    },
    GetLogEvents: (input) => {
      const group = this.groupIn(input);
      const stream = this.streamIn(input, group);
      const events = this.eventsOf(group, input, [stream]);
      const limit = typeof input.limit === 'number' ? input.limit : 10_000;
      const [from, to] = windowOf(input, events.length, limit);
      return {
        events: events.slice(from, to).map(shownEvent),
        nextForwardToken: `f/${to}`,
        nextBackwardToken: `b/${from}`,
      };
    },
    FilterLogEvents: (input) => {
      const group = this.groupIn(input);
      const names = Array.isArray(input.logStreamNames) ? input.logStreamNames.map(String) : [];
      const prefix = optionalText(input.logStreamNamePrefix);
      const terms = termsOf(optionalText(input.filterPattern));
      const found = this.eventsOf(group, input, names).filter(
        ({ stream, message }) =>
          String(stream).startsWith(prefix) &&
          terms.every((term) => String(message).includes(term)),
      );
      return this.page(input, 'events', found, (row) => ({
        eventId: String(row.row),
        logStreamName: String(row.stream),
        ...shownEvent(row),
      }));
    },
  };

  private eventsOf(group: string, { startTime, endTime }: JsonObject, streams: string[]): Row[] {
    const sql =
      'SELECT * FROM log_event WHERE log_group = ? AND at >= ? AND at < ? ORDER BY at, row';
    const from = typeof startTime === 'number' ? startTime : 0;
    const to = typeof endTime === 'number' ? endTime : Number.MAX_SAFE_INTEGER;
    const found = this.rows(sql, group, from, to);
    return streams.length === 0
      ? found
      : found.filter(({ stream }) => streams.includes(String(stream)));
  }

  private page(
    { nextToken, limit }: JsonObject,
    member: string,
    rows: Row[],
    shown: (row: Row) => JsonObject,
  ): JsonObject {
    const from = typeof nextToken === 'string' ? Number(nextToken) || 0 : 0;
    const to = from + (typeof limit === 'number' ? limit : member === 'events' ? 10_000 : 50);
    const items: Json[] = rows.slice(from, to).map(shown);
    return { [member]: items, ...(to < rows.length && { nextToken: String(to) }) };
  }

  /** By its name, or its ARN with or without `:*`. */
  private groupIn({ logGroupName, logGroupIdentifier }: JsonObject): string {
    const given = optionalText(logGroupName ?? logGroupIdentifier);
    const name = given.replace(/^arn:.*?:log-group:/, '').replace(/:\*$/, '');
    if (!this.hasGroup(name)) throw missing('group');
    return name;
  }

  private streamIn(input: JsonObject, group: string): string {
    const name = textIn(input, 'logStreamName');
    if (!this.hasStream(group, name)) throw missing('stream');
    return name;
  }

  private hasGroup(name: string): boolean {
    return this.rows('SELECT 1 FROM log_group WHERE name = ?', name).length > 0;
  }

  private hasStream(group: string, name: string): boolean {
    const sql = 'SELECT 1 FROM log_stream WHERE log_group = ? AND name = ?';
    return this.rows(sql, group, name).length > 0;
  }

  private rows(sql: string, ...values: SQLInputValue[]): Row[] {
    return this.statement(sql).all(...values) as Row[];
  }

  private change(sql: string, ...values: SQLInputValue[]): Promise<unknown> {
    return this.options.database.commit(() => this.statement(sql).run(...values));
  }

  private statement(sql: string): StatementSync {
    const known = this.statements.get(sql) ?? this.options.database.prepare(sql);
    this.statements.set(sql, known);
    return known;
  }

  private now(): number {
    return this.options.clock.now();
  }

  private arnOf(group: string): string {
    const { partition, region, account } = this.options.home;
    return `arn:${partition}:logs:${region}:${account}:log-group:${group}`;
  }
}

/** Where a page of a stream's events begins and ends: by its token, or at the end that is asked for. */
function windowOf(
  { nextToken, startFromHead }: JsonObject,
  count: number,
  limit: number,
): [number, number] {
  const [direction, place] = optionalText(nextToken).split('/');
  const at = Math.min(Number(place) || 0, count);
  if (direction === 'b') return [Math.max(0, at - limit), at];
  if (direction === 'f') return [at, Math.min(count, at + limit)];
  if (startFromHead === true) return [0, Math.min(count, limit)];
  return [Math.max(0, count - limit), count];
}

/** The words and quoted phrases of a filter, all of which an event has to contain. */
function termsOf(pattern: string): string[] {
  return [...pattern.matchAll(/"([^"]*)"|(\S+)/g)].map(([, phrase, word]) => phrase ?? word ?? '');
}

function shownEvent({ at, message, ingested }: Row): JsonObject {
  return { timestamp: Number(at), message: String(message), ingestionTime: Number(ingested) };
}

function textIn(input: JsonObject, member: string): string {
  const text = input[member];
  if (typeof text !== 'string' || text === '') throw invalid(member);
  return text;
}

function optionalText(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}

function invalid(member: string): ServiceError {
  const message = `1 validation error detected: Value at '${member}' failed to satisfy constraint`;
  return new ServiceError(400, 'InvalidParameterException', message);
}

function missing(what: 'group' | 'stream'): ServiceError {
  const message = `The specified log ${what} does not exist.`;
  return new ServiceError(400, 'ResourceNotFoundException', message);
}

function exists(what: 'group' | 'stream'): ServiceError {
  const message = `The specified log ${what} already exists`;
  return new ServiceError(400, 'ResourceAlreadyExistsException', message);
}
