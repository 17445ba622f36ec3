/** The graph of a definition, with how its states stand. Every state is a button. */

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { type Box, type Edge, HEADER, type Layout, layoutOf } from '../../../core/graph/layout.ts';
import { pathOf } from '../../../core/graph/path.ts';
import { fitted } from '../../../core/graph/shown-text.ts';
import { durationText, words } from '../format.ts';
import type { StateSummary } from '../history/summary.ts';
import { onKey } from '../keyboard.ts';
import { saveSvg } from './save-svg.ts';
import { signOf } from './status.tsx';

export interface GraphProps {
  definition: object;
  summaries?: ReadonlyMap<string, StateSummary>;
  selected?: string | undefined;
  onSelect?(state: string): void;
  /** What a saved picture is called. */
  name: string;
}

type Zoom = 'fit' | number;

const LEAST = 0.05;
const MOST = 2.5;

export function Graph({ definition, summaries, selected, onSelect, name }: GraphProps) {
  const layout = useMemo(() => layoutOf(definition), [definition]);
  const frame = useRef<HTMLDivElement>(null);
  const [zoom, setZoom] = useState<Zoom>('fit');
  const [size, setSize] = useState({ width: 800, height: 600 });
  const scale = zoom === 'fit' ? fitting(layout, size) : zoom;
  const step = (factor: number) => setZoom(Math.min(MOST, Math.max(LEAST, scale * factor)));

  useEffect(() => {
    const element = frame.current;
    if (!element) return;
    const look = () => setSize({ width: element.clientWidth, height: element.clientHeight });
    const observer = new ResizeObserver(look);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  useLayoutEffect(() => onKey('f', 'Fit the graph', () => setZoom('fit')), []);

  const boxes = layout.boxes;
  return (
    <div class="graph">
      <div class="graph-tools">
        <button type="button" class="icon" aria-label="Zoom in" onClick={() => step(1.25)}>
          +
        </button>
        <button type="button" class="icon" aria-label="Zoom out" onClick={() => step(0.8)}>
          −
        </button>
        <button type="button" class="small" onClick={() => setZoom('fit')}>
          Fit
        </button>
        <button
          type="button"
          class="small"
          onClick={() => void frame.current?.parentElement?.requestFullscreen()}
        >
          Full screen
        </button>
        <button
          type="button"
          class="small"
          onClick={() => saveSvg(name, layout, statusesOf(summaries))}
        >
          Save as SVG
        </button>
      </div>
      <div class="graph-frame" ref={frame} tabIndex={0} role="group" aria-label="Graph">
        <svg
          width={Math.ceil(layout.width * scale)}
          height={Math.ceil(layout.height * scale)}
          viewBox={`0 0 ${Math.ceil(layout.width)} ${Math.ceil(layout.height)}`}
        >
          <title>{name}</title>
          <defs>
            <marker
              id="arrow"
              viewBox="0 0 8 8"
              refX="7"
              refY="4"
              markerWidth="8"
              markerHeight="8"
              orient="auto"
            >
              <path class="arrow" d="M0 0.5L7.5 4L0 7.5z" />
            </marker>
          </defs>
          {boxes
            .filter(({ contains }) => contains)
            .map((box) => node(box, summaries, selected, onSelect))}
          {useMemo(() => layout.edges.map(line), [layout])}
          {boxes
            .filter(({ contains }) => !contains)
            .map((box) => node(box, summaries, selected, onSelect))}
          {useMemo(() => layout.edges.map(label), [layout])}
        </svg>
      </div>
    </div>
  );
}

function fitting({ width, height }: Layout, frame: { width: number; height: number }): number {
  if (width === 0 || height === 0) return 1;
  const scale = Math.min(frame.width / width, frame.height / height, 1);
  // A graph that would be too small to read fills the width instead, and scrolls.
  return Math.max(scale, Math.min(1, Math.max(0.45, LEAST)));
}

function statusesOf(summaries: GraphProps['summaries']) {
  return new Map([...(summaries ?? [])].map(([state, { status }]) => [state, status]));
}

function line(edge: Edge, at: number) {
  return (
    <path
      key={at}
      class={`edge ${edge.kind}`}
      d={pathOf(edge)}
      marker-end={edge.merges ? undefined : 'url(#arrow)'}
    />
  );
}

function label(edge: Edge, at: number) {
  if (!edge.label) return null;
  return (
    <text key={at} class="edge-label" x={edge.label.x} y={edge.label.y + 4} text-anchor="middle">
      {edge.label.text}
    </text>
  );
}

function node(
  box: Box,
  summaries: GraphProps['summaries'],
  selected: string | undefined,
  onSelect: GraphProps['onSelect'],
) {
  const { kind, x, y, width, height, contains } = box;
  if (kind === 'branch') {
    return (
      <rect key={`${x} ${y}`} class="branch" x={x} y={y} width={width} height={height} rx="8" />
    );
  }
  if (kind !== 'state') {
    return (
      <g key={kind}>
        <rect class="marker" x={x} y={y} width={width} height={height} rx={height / 2} />
        <text class="node-name" x={x + width / 2} y={y + height / 2 + 4.5} text-anchor="middle">
          {box.name}
        </text>
      </g>
    );
  }
  const summary = summaries?.get(box.name);
  const middle = y + (contains ? HEADER : height) / 2;
  const extra = summary ? extraText(summary) : '';
  const second = [box.type, box.detail].filter(Boolean).join(' · ');
  const press = () => onSelect?.(box.name);
  return (
    <g
      key={box.name}
      class={`node ${summary?.status ?? 'NONE'}${selected === box.name ? ' selected' : ''}`}
    >
      <g
        role="button"
        // SVG knows attributes in their own case only.
        tabindex={0}
        class="node-button"
        aria-label={labelOf(box, summary)}
        aria-pressed={selected === box.name}
        onClick={press}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          press();
        }}
      >
        <rect
          class={contains ? 'box container' : 'box'}
          x={x}
          y={y}
          width={width}
          height={height}
          rx="8"
        />
      </g>
      <g class="node-words">
        <text class="node-name" x={x + 14} y={middle - 3}>
          {fitted(box.name, width - 44)}
        </text>
        <text class="node-detail" x={x + 14} y={middle + 13}>
          {fitted(second, width - (extra ? 28 + extra.length * 6.4 : 28), 11)}
        </text>
        {summary && (
          <text class="node-sign" x={x + width - 18} y={middle} text-anchor="middle">
            {signOf(summary.status)}
          </text>
        )}
        {extra && (
          <text class="node-detail" x={x + width - 10} y={middle + 13} text-anchor="end">
            {extra}
          </text>
        )}
      </g>
    </g>
  );
}

/** What is worth a word: how often, how many attempts, how long. */
function extraText({ visits, attempts, succeeded, longest }: StateSummary): string {
  if (visits > 1) return `${succeeded}/${visits}`;
  if (attempts > 1) return `${attempts}×`;
  return longest >= 1 ? durationText(longest) : '';
}

/** `Pay, Task, failed, 3 attempts`. */
function labelOf({ name, type }: Box, summary: StateSummary | undefined): string {
  const parts = [name, type];
  if (summary) {
    parts.push(words(summary.status).toLowerCase());
    if (summary.attempts > 1) parts.push(`${summary.attempts} attempts`);
    if (summary.visits > 1) parts.push(`${summary.visits} visits`);
  }
  return parts.filter(Boolean).join(', ');
}
