import { describe, expect, it } from 'vitest';
import { NOW, reached, run } from '../one-transition.ts';

const wait = (fields: object) => ({ W: { Type: 'Wait', ...fields, End: true } });

describe('Wait', () => {
  it('arms a timer and goes on when it fires', async () => {
    const asleep = await run(wait({ Seconds: 3 }), { a: 1 });
    expect(asleep.commands).toEqual([{ type: 'ScheduleTimer', at: NOW + 3000, timer: 'state' }]);
    expect(asleep.state.current?.waiting).toEqual({ for: 'timer', until: NOW + 3000 });
    const awake = await run(wait({ Seconds: 3 }), { a: 1 }, [reached, { type: 'TimerFired' }]);
    expect(awake.state).toMatchObject({ status: 'SUCCEEDED', output: { a: 1 } });
  });

  it('goes on at once when its Timestamp is past', async () => {
    const { state } = await run(wait({ Timestamp: '2020-01-01T00:00:00Z' }), {});
    expect(state.status).toBe('SUCCEEDED');
  });

  it('waits until the time that TimestampPath names', async () => {
    const { state } = await run(wait({ TimestampPath: '$.at' }), {
      at: '2026-01-01T00:01:00+01:00',
    });
    expect(state.status).toBe('SUCCEEDED');
    const later = await run(wait({ TimestampPath: '$.at' }), { at: '2026-01-01T02:00:00+01:00' });
    expect(later.state.current?.waiting).toEqual({ for: 'timer', until: NOW + 3_600_000 });
  });

  it('takes its seconds from an expression', async () => {
    const { state } = await run(
      wait({ QueryLanguage: 'JSONata', Seconds: '{% $states.input.n * 2 %}' }),
      { n: 4 },
    );
    expect(state.current?.waiting).toEqual({ for: 'timer', until: NOW + 8000 });
  });

  it.each([
    [
      { SecondsPath: '$.s' },
      {},
      'The SecondsPath parameter does not reference an input value: $.s',
    ],
    [
      { SecondsPath: '$.s' },
      { s: -1 },
      'The SecondsPath parameter references a negative value: $.s == -1',
    ],
    [
      { SecondsPath: '$.s' },
      { s: 1.5 },
      'The SecondsPath parameter cannot be parsed as a long value: $.s == 1.5',
    ],
    [
      { TimestampPath: '$.t' },
      { t: 'soon' },
      'The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: $.t == soon',
    ],
    [{ Timestamp: '9999-01-01T00:00:00Z' }, {}, 'Wait state delay is too long.'],
  ])('fails by %j on %j', async (fields, input, reason) => {
    const { state } = await run(wait(fields), input);
    expect(state.failure?.error).toBe('States.Runtime');
    expect(state.failure?.cause).toContain(reason);
  });
});
