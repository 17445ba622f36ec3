/** The colours of graphs, in both themes, and a sign for each status, so that none is told by its colour alone. */

export type Theme = 'light' | 'dark';
export type GraphStatus = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'CAUGHT' | 'ABORTED' | 'TIMED_OUT';

export const statusSign: Record<GraphStatus, string> = {
  RUNNING: '▶',
  SUCCEEDED: '✓',
  FAILED: '✕',
  CAUGHT: '!',
  ABORTED: '■',
  TIMED_OUT: '◷',
};

interface Palette {
  ground: string;
  box: string;
  line: string;
  text: string;
  muted: string;
  edge: string;
  statuses: Record<GraphStatus, readonly [fill: string, line: string]>;
}

const palettes: Record<Theme, Palette> = {
  light: {
    ground: '#ffffff',
    box: '#ffffff',
    line: '#c3c9d2',
    text: '#16191f',
    muted: '#545b64',
    edge: '#7d8793',
    statuses: {
      RUNNING: ['#e8f1ff', '#1a66d6'],
      SUCCEEDED: ['#e9f7ee', '#1d7a3f'],
      FAILED: ['#fdecec', '#c42b2b'],
      CAUGHT: ['#fff4e0', '#a35c00'],
      ABORTED: ['#f0f1f3', '#5d6673'],
      TIMED_OUT: ['#fdecec', '#c42b2b'],
    },
  },
  dark: {
    ground: '#12161d',
    box: '#1b212b',
    line: '#465061',
    text: '#eef1f6',
    muted: '#a9b3c1',
    edge: '#78869a',
    statuses: {
      RUNNING: ['#152a4a', '#6ba5ff'],
      SUCCEEDED: ['#13301f', '#5fcf87'],
      FAILED: ['#3a1719', '#ff8585'],
      CAUGHT: ['#38270c', '#f0b35a'],
      ABORTED: ['#272d37', '#a9b3c1'],
      TIMED_OUT: ['#3a1719', '#ff8585'],
    },
  },
};

/** The style sheet of a graph that stands alone. */
export function styleOf(theme: Theme | 'auto'): string {
  const fixed = rules(palettes[theme === 'dark' ? 'dark' : 'light']);
  const shared =
    'text{font:13px system-ui,sans-serif}.name{font-weight:600}.detail,.label{font-size:11px}' +
    '.edge{fill:none;stroke-width:1.4}.catch,.default{stroke-dasharray:4 3}.box,.branch,.marker{stroke-width:1.4}' +
    '.branch{fill:none;stroke-dasharray:3 4}.label{paint-order:stroke;stroke-width:4px;stroke-linejoin:round}';
  const other =
    theme === 'auto' ? `@media(prefers-color-scheme:dark){${rules(palettes.dark)}}` : '';
  return `${shared}${fixed}${other}`;
}

function rules({ ground, box, line, text, muted, edge, statuses }: Palette): string {
  const states = Object.entries(statuses).map(
    ([status, [fill, stroke]]) =>
      `.${status} .box{fill:${fill};stroke:${stroke}}.${status} .sign{fill:${stroke}}`,
  );
  return (
    `.ground{fill:${ground}}.box,.marker{fill:${box};stroke:${line}}.branch{stroke:${line}}` +
    `text{fill:${text}}.detail{fill:${muted}}.label{fill:${muted};stroke:${ground}}` +
    `.edge{stroke:${edge}}.head{fill:${edge}}${states.join('')}`
  );
}
