/** What every keeper of logs must do, on whatever engine. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LogEntry, Logs } from '../../core/ports.ts';

export interface OpenLogs {
  logs: Logs;
  /** The time that the keeper takes for now. */
  now: number;
  makeGroup(name: string): Promise<void>;
  /** The texts of a stream's entries, in the order of their times. */
  read(group: string, stream: string): Promise<string[]>;
  close(): Promise<void>;
}

/** Describes the contract of `Logs`, for those that `open` gives. */
export function logsContract(name: string, open: () => Promise<OpenLogs>): void {
  describe(`logs on ${name}`, () => {
    let opened: OpenLogs;
    beforeAll(async () => {
      opened = await open();
      await opened.makeGroup('/there');
    });
    afterAll(() => opened.close());

    const entry = (text: string, ago = 0): LogEntry => ({ at: opened.now - ago, text });

    it('are kept in the stream that they are written to, made when it is first written to', async () => {
      const { logs, read } = opened;
      await logs.write('/there', 'a/1', [entry('first', 10), entry('second')]);
      await logs.write('/there', 'a/1', [entry('third')]);
      await logs.write('/there', 'a/2', [entry('elsewhere')]);
      expect(await read('/there', 'a/1')).toEqual(['first', 'second', 'third']);
      expect(await read('/there', 'a/2')).toEqual(['elsewhere']);
    });

    it('take entries of several days, and more than one request may hold', async () => {
      const { logs, read } = opened;
      const long = 'x'.repeat(400_000);
      const day = 86_400_000;
      const entries = [
        entry('long ago', 40 * day),
        entry('before', 3 * day),
        ...['a', 'b', 'c', 'd', 'e', 'f'].map((letter) => entry(letter + long)),
      ];
      await logs.write('/there', 'big', entries);
      const firsts = (await read('/there', 'big')).map((text) => text.slice(0, 8));
      expect(firsts).toEqual(
        ['long ago', 'before', ...'abcdef'].map((text) =>
          `${text}xxxxxxx`.slice(0, text.length > 1 ? text.length : 8),
        ),
      );
    });

    it('never fail where there is no such group', async () => {
      const { logs } = opened;
      expect(await logs.write('/missing', 's', [entry('lost')])).toBeUndefined();
    });

    it('say whether a group takes entries, as often as they are asked', async () => {
      const { logs } = opened;
      expect(await logs.accepts('/there')).toBe(true);
      expect(await logs.accepts('/there')).toBe(true);
      expect(await logs.accepts('/missing')).toBe(false);
    });
  });
}
