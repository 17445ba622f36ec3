/** A list of any length that draws only the rows in sight. Rows have one height; open ones have a panel below, of another. */

import type { ComponentChildren } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';

export interface VirtualListProps {
  /** What the list is called by who cannot see it. */
  label: string;
  count: number;
  rowHeight: number;
  /** The places of the open rows, in their order. */
  open?: readonly number[];
  panelHeight?: number;
  columns: readonly string[];
  row(place: number): ComponentChildren;
  panel?(place: number): ComponentChildren;
  /** Told which rows are in sight. */
  onRange?(first: number, last: number): void;
  /** Brought into sight when it changes. */
  reveal?: number | undefined;
}

const EXTRA = 8;

export function VirtualList(props: VirtualListProps) {
  const { label, count, rowHeight, open = [], panelHeight = 0, columns } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [view, setView] = useState({ top: 0, height: 800 });
  const height = count * rowHeight + open.length * panelHeight;

  const topOf = (place: number) =>
    place * rowHeight + open.filter((opened) => opened < place).length * panelHeight;
  const placeAt = (y: number) => {
    let place = Math.floor(y / rowHeight);
    // Each open row above pushes down what follows it.
    while (place > 0 && topOf(place) > y) place--;
    return place;
  };
  const first = Math.max(0, placeAt(view.top) - EXTRA);
  const last = Math.min(count - 1, placeAt(view.top + view.height) + EXTRA);

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const look = () => setView({ top: element.scrollTop, height: element.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, []);

  useEffect(() => props.onRange?.(first, last), [first, last, count]);

  useEffect(() => {
    const element = frame.current;
    if (!element || props.reveal === undefined) return;
    const top = topOf(props.reveal);
    if (top < element.scrollTop || top + rowHeight > element.scrollTop + element.clientHeight) {
      element.scrollTop = top - element.clientHeight / 3;
    }
  }, [props.reveal]);

  const places = Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
  return (
    <div role="table" class="virtual" aria-label={label} aria-rowcount={count + 1}>
      <div role="rowgroup">
        <div role="row" class="virtual-row virtual-head" aria-rowindex={1}>
          {columns.map((column) => (
            <div role="columnheader" key={column}>
              {column}
            </div>
          ))}
        </div>
      </div>
      <div class="virtual-frame" ref={frame} tabIndex={0} role="rowgroup" aria-label={label}>
        <div class="virtual-all" role="presentation" style={{ height: `${height}px` }}>
          {places.map((place) => (
            <div
              key={place}
              role="presentation"
              class="virtual-place"
              style={{ top: `${topOf(place)}px` }}
            >
              <div
                role="row"
                class="virtual-row"
                aria-rowindex={place + 2}
                style={{ height: `${rowHeight}px` }}
              >
                {props.row(place)}
              </div>
              {open.includes(place) && (
                <div role="row" class="virtual-panel" style={{ height: `${panelHeight}px` }}>
                  {props.panel?.(place)}
                </div>
              )}
            </div>
          ))}
        </div>
      </div>
    </div>
  );
}
