/** A layout as an SVG document of its own: for files, pages of documentation and terminals that show pictures. */

import { type Box, type Edge, HEADER, type Layout } from './layout.ts';
import { pathOf } from './path.ts';
import { fitted } from './shown-text.ts';
import { type GraphStatus, statusSign, styleOf, type Theme } from './theme.ts';

export type { GraphStatus, Theme } from './theme.ts';

export interface SvgOptions {
  /** How each state stands, by its name; a state without an entry was not reached. */
  statuses?: ReadonlyMap<string, GraphStatus>;
  /** `auto`, the default, follows whoever looks at it. */
  theme?: Theme | 'auto';
  /** What the picture is called by who cannot see it. */
  title?: string;
}

/** The text of an SVG document. Everything that a user wrote is escaped. */
export function svgOf(layout: Layout, options: SvgOptions = {}): string {
  const { width, height } = layout;
  const size = `width="${Math.ceil(width)}" height="${Math.ceil(height)}"`;
  const statuses = options.statuses ?? new Map<string, GraphStatus>();
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" ${size} viewBox="0 0 ${Math.ceil(width)} ${Math.ceil(height)}" role="img">`,
    `<title>${escaped(options.title ?? 'State machine')}</title>`,
    `<style>${styleOf(options.theme ?? 'auto')}</style>`,
    '<rect class="ground" width="100%" height="100%"/>',
    '<defs><marker id="arrow" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">' +
      '<path class="head" d="M0 0.5L7.5 4L0 7.5z"/></marker></defs>',
    ...layout.boxes.filter(({ contains }) => contains).map((box) => boxText(box, statuses)),
    ...layout.edges.map(edgeText),
    ...layout.boxes.filter(({ contains }) => !contains).map((box) => boxText(box, statuses)),
    ...layout.edges.map(labelText),
    '</svg>\n',
  ]
    .filter((line) => line !== '')
    .join('\n');
}

function edgeText(edge: Edge): string {
  const head = edge.merges ? '' : ' marker-end="url(#arrow)"';
  return `<path class="edge ${edge.kind}"${head} d="${pathOf(edge)}"/>`;
}

function labelText({ label }: Edge): string {
  if (!label) return '';
  return `<text class="label" x="${round(label.x)}" y="${round(label.y + 4)}" text-anchor="middle">${escaped(label.text)}</text>`;
}

function boxText(box: Box, statuses: ReadonlyMap<string, GraphStatus>): string {
  const { kind, x, y, width, height } = box;
  const frame = (classes: string, radius: number) =>
    `<rect class="${classes}" x="${round(x)}" y="${round(y)}" width="${round(width)}" height="${round(height)}" rx="${radius}"/>`;
  if (kind === 'branch') return frame('branch', 8);
  if (kind !== 'state') {
    const text = `<text class="name" x="${round(x + width / 2)}" y="${round(y + height / 2 + 4.5)}" text-anchor="middle">${escaped(box.name)}</text>`;
    return `<g>${frame('marker', height / 2)}${text}</g>`;
  }
  const status = statuses.get(box.name);
  const said = [box.name, box.type, status?.toLowerCase()].filter(Boolean).join(', ');
  const second = [box.type, box.detail].filter(Boolean).join(' · ');
  const middle = y + (box.contains ? HEADER : height) / 2;
  const sign = status
    ? `<text class="sign" x="${round(x + width - 16)}" y="${round(middle + 5)}" text-anchor="middle">${statusSign[status]}</text>`
    : '';
  const line = (css: string, text: string, dy: number, type: number) =>
    `<text class="${css}" x="${round(x + 14)}" y="${round(middle + dy)}">${escaped(fitted(text, width - 40, type))}</text>`;
  return (
    `<g class="state ${status ?? 'NONE'}"><title>${escaped(said)}</title>` +
    `${frame(box.contains ? 'box container' : 'box', 8)}` +
    `${line('name', box.name, -3, 13)}${line('detail', second, 13, 11)}${sign}</g>`
  );
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Text for XML: characters that XML 1.0 has no place for, lone surrogates among them, become the replacement character. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .replace(/[^\t\n\r\u{20}-\u{D7FF}\u{E000}-\u{FFFD}\u{10000}-\u{10FFFF}]/gu, '\uFFFD')
    .replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}
