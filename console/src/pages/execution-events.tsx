/** All events of an execution in one list. Only the pages in sight are read, however long it is. */

import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { eventOf, eventsAfter } from '../data/events.ts';
import type { Watched } from '../data/use-execution.ts';
import { durationText } from '../format.ts';
import type { HistoryEvent } from '../history/event.ts';
import { onKey } from '../keyboard.ts';
import { JsonDocument } from '../parts/json-tree.tsx';
import { VirtualList } from '../parts/virtual-list.tsx';
import { go, route, withQuery } from '../router.ts';

const PAGE = 100;
const ROW = 36;
const PANEL = 300;
const COLUMNS = ['Id', 'Type', 'State or resource', 'After', 'Follows'];

export function EventsView({ watched }: { watched: Watched }) {
  const { execution, visits, lastEventId } = watched;
  const arn = execution.executionArn;
  const pages = useRef(new Map<number, HistoryEvent[]>());
  const asked = useRef(new Set<string>());
  const [, setLoads] = useState(0);
  const [filter, setFilter] = useState('');
  const opened = openIds();
  const chosen = route.value.query.get('event');
  const matches = filter === '' ? undefined : matching(pages.current, filter);

  const load = async (page: number) => {
    // The last page grows while the execution runs: it is asked for again when there is more.
    const wanted = Math.min(PAGE, lastEventId - page * PAGE);
    if ((pages.current.get(page)?.length ?? 0) >= wanted) return;
    const key = `${page} ${wanted}`;
    if (wanted <= 0 || asked.current.has(key)) return;
    asked.current.add(key);
    const { events } = await eventsAfter(arn, page * PAGE, { maxResults: PAGE });
    pages.current.set(page, events);
    setLoads((loads) => loads + 1);
  };
  const inSight = (first: number, last: number) => {
    for (let page = Math.floor(first / PAGE); page <= Math.floor(last / PAGE); page++) {
      void load(page);
    }
  };
  useEffect(() => {
    void load(Math.floor((lastEventId - 1) / PAGE));
  }, [lastEventId]);
  const step = (by: number) => {
    // As the address stands now: keys may follow each other faster than pages are drawn.
    const at = Number(route.value.query.get('event') ?? 0);
    const next = Math.min(lastEventId, Math.max(1, at + by));
    go(withQuery({ event: String(next) }), { replace: true });
  };
  useLayoutEffect(() => {
    const bound = [
      onKey('j', 'Next event', () => step(1)),
      onKey('k', 'Event before', () => step(-1)),
      onKey('Enter', 'Open or close the event', () => {
        const at = route.value.query.get('event');
        if (at) toggle(Number(at));
      }),
    ];
    return () => {
      for (const free of bound) free();
    };
  });

  const idAt = (place: number) => matches?.[place]?.id ?? place + 1;
  const eventAt = (id: number) => pages.current.get(Math.floor((id - 1) / PAGE))?.[(id - 1) % PAGE];
  const count = matches?.length ?? lastEventId;
  const open = matches
    ? matches.flatMap(({ id }, place) => (opened.includes(id) ? [place] : []))
    : opened.map((id) => id - 1);
  return (
    <>
      <div class="filters">
        <input
          type="search"
          aria-label="Filter the events that are loaded"
          placeholder="Filter what is loaded: a type, a state, an error"
          value={filter}
          onInput={({ currentTarget }) => setFilter(currentTarget.value)}
        />
        <button type="button" class="small" onClick={() => go(withQuery({ event: '1' }))}>
          First
        </button>
        <button
          type="button"
          class="small"
          onClick={() => go(withQuery({ event: String(lastEventId) }))}
        >
          Last
        </button>
        <span class="muted">{lastEventId.toLocaleString('en')} events</span>
      </div>
      <VirtualList
        label="Events"
        count={count}
        rowHeight={ROW}
        panelHeight={PANEL}
        columns={COLUMNS}
        open={open}
        onRange={matches ? undefined : inSight}
        reveal={!matches && chosen ? Number(chosen) - 1 : undefined}
        row={(place) => {
          const id = idAt(place);
          const event = eventAt(id);
          const owner = visits.ownerOf(id)?.name;
          return (
            <EventRow
              id={id}
              event={event}
              owner={owner}
              start={execution.startDate}
              open={opened.includes(id)}
              chosen={chosen === String(id)}
            />
          );
        }}
        panel={(place) => <EventPanel arn={arn} id={idAt(place)} />}
      />
    </>
  );
}

interface RowProps {
  id: number;
  event: HistoryEvent | undefined;
  owner: string | undefined;
  start: number;
  open: boolean;
  chosen: boolean;
}

function EventRow({ id, event, owner, start, open, chosen }: RowProps) {
  const failed = event && /Failed|TimedOut|Aborted/.test(event.type);
  const subject = event?.details.name ?? owner ?? event?.details.resource ?? '';
  return (
    <>
      <div role="cell" class={chosen ? 'chosen' : undefined}>
        <button type="button" class="fold" aria-expanded={open} onClick={() => toggle(id)}>
          {open ? '▾' : '▸'}
          <span class="visually-hidden"> Event </span>
          {id}
        </button>
      </div>
      <div role="cell" class={failed ? 'bad-text' : undefined}>
        {event ? event.type : '…'}
      </div>
      <div role="cell">{[subject, event?.details.error].filter(Boolean).join(' · ')}</div>
      <div role="cell" class="number">
        {event ? durationText(event.timestamp - start) : ''}
      </div>
      <div role="cell" class="number">
        {event && event.previousEventId > 0 ? (
          <a href={withQuery({ event: String(event.previousEventId) })}>{event.previousEventId}</a>
        ) : (
          '–'
        )}
      </div>
    </>
  );
}

function EventPanel({ arn, id }: { arn: string; id: number }) {
  const [event, setEvent] = useState<HistoryEvent>();
  useEffect(() => {
    void eventOf(arn, id).then(setEvent);
  }, [arn, id]);
  return (
    <div role="cell" class="event-panel">
      {event ? <EventDocuments event={event} /> : <p class="muted">Loading…</p>}
    </div>
  );
}

/** The documents of an event, and its other details as one more. */
export function EventDocuments({ event }: { event: HistoryEvent }) {
  const { input, output, parameters, ...rest } = event.details;
  return (
    <div class="documents">
      <JsonDocument title="Input" text={input} />
      <JsonDocument title="Parameters" text={parameters} />
      <JsonDocument title="Output" text={output} />
      {Object.keys(rest).length > 0 && (
        <JsonDocument title="Details" text={JSON.stringify(rest, null, 2)} />
      )}
    </div>
  );
}

function openIds(): number[] {
  const text = route.value.query.get('open') ?? '';
  return text
    .split(',')
    .filter(Boolean)
    .map(Number)
    .sort((a, b) => a - b);
}

function toggle(id: number): void {
  const open = openIds();
  const next = open.includes(id) ? open.filter((one) => one !== id) : [...open, id];
  go(withQuery({ open: next.length > 0 ? next.join(',') : undefined, event: String(id) }), {
    replace: true,
  });
}

function matching(pages: ReadonlyMap<number, HistoryEvent[]>, filter: string): HistoryEvent[] {
  const text = filter.toLowerCase();
  return [...pages]
    .sort(([a], [b]) => a - b)
    .flatMap(([, events]) => events)
    .filter(({ type, details }) =>
      [type, details.name, details.error, details.resource].some((one) =>
        one?.toLowerCase().includes(text),
      ),
    );
}
