import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Database } from '../../core/local/database.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'treadle-database-'));
});

afterEach(() => {
  rmSync(folder, { recursive: true });
});

it('is opened again by the version that made it', () => {
  const first = new Database(folder);
  expect(first.fresh).toBe(true);
  first.close();
  const second = new Database(folder);
  expect(second.fresh).toBe(false);
  second.close();
});

it('refuses a file that another version made, and leaves it as it is', () => {
  const file = join(folder, 'treadle.sqlite');
  const old = new DatabaseSync(file);
  old.exec('CREATE TABLE message (body TEXT); PRAGMA user_version = 1');
  old.close();
  expect(() => new Database(folder)).toThrow(/was written by another version of Treadle/);
  const still = new DatabaseSync(file);
  expect(still.prepare('PRAGMA user_version').get()?.user_version).toBe(1);
  still.close();
});
