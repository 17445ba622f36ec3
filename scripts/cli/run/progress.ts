/** Shows a run while it happens: a tree that is drawn again on a screen, a line for each state elsewhere. */

import type { Execution, Timestamp } from '../../../core/engine/execution.ts';
import { kinshipOf } from '../../../core/engine/execution-id.ts';
import type { StepRecord } from '../../../core/engine/step-record.ts';
import { causeLine } from '../cause.ts';
import type { Terminal } from '../terminal.ts';
import { drawTree, lengthOf } from './draw.ts';
import { RunTree } from './tree.ts';

export interface Progress {
  observe(record: StepRecord): void;
  /** Shows a line that somebody printed, above or between. */
  line(text: string): void;
  /** Shows the last of it. */
  end(): void;
}

/** @param now the time of the run, which may be virtual */
export function showProgress(terminal: Terminal, now: () => Timestamp): Progress {
  return terminal.isScreen ? liveTree(terminal, now) : lines(terminal, now);
}

/** Nothing to see. */
export const noProgress: Progress = { observe() {}, line() {}, end() {} };

const FRAME_MS = 80;

function liveTree(terminal: Terminal, now: () => Timestamp): Progress {
  const tree = new RunTree();
  let height = 0;
  let isDue = true;
  const draw = (isLast: boolean) => {
    if (!tree.root) return;
    const { columns, rows, style } = terminal;
    const all = drawTree(tree.root, { now: now(), columns: columns(), style });
    // What has left the screen cannot be drawn again, so only the end is shown while it grows.
    const shown = isLast ? all : all.slice(-(rows() - 1));
    const up = height > 0 ? `\u001b[${height}A\r` : '';
    terminal.write(`${up}\u001b[J${shown.map((text) => `${text}\n`).join('')}`);
    height = shown.length;
    isDue = false;
  };
  const timer = setInterval(() => draw(false), FRAME_MS);
  return {
    observe(record) {
      tree.observe(record);
      if (isDue) draw(false);
    },
    line(text) {
      if (height > 0) terminal.write(`\u001b[${height}A\r\u001b[J`);
      terminal.write(text.endsWith('\n') ? text : `${text}\n`);
      height = 0;
      draw(false);
    },
    end() {
      clearInterval(timer);
      draw(true);
    },
  };
}

function lines(terminal: Terminal, now: () => Timestamp): Progress {
  const started = now();
  return {
    observe({ state, history }) {
      const child = placeOf(state);
      for (const { type, details = {} } of history) {
        const at = lengthOf(now() - started).padStart(8);
        if (type.endsWith('StateEntered')) terminal.note(`${at}  → ${details.name}${child}`);
        else if (details.error !== undefined) {
          const cause = details.cause ? `: ${causeLine(details.cause)}` : '';
          terminal.note(`${at}  ✗ ${details.error}${cause}${child}`);
        }
      }
      const { waiting } = state.current ?? {};
      if (waiting?.for === 'retry') {
        terminal.note(`${' '.repeat(8)}  ↻ again in ${lengthOf(waiting.until - now())}${child}`);
      }
    },
    line: (text) => terminal.note(text.replace(/\n$/, '')),
    end() {},
  };
}

/** ` (Each[3])` for what runs inside the iteration 3 of the state Each. */
function placeOf({ id, child }: Execution): string {
  const kinship = kinshipOf(id);
  return child && kinship ? ` (${child.state}[${kinship.index}])` : '';
}
