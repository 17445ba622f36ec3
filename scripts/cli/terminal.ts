/** The terminal, or the pipes, that a command talks to. */

export interface Terminal {
  /** What the command is called for: it can be piped on. */
  print(text: string): void;
  /** Progress, notes and errors. */
  note(text: string): void;
  /** As `note`, and the cursor stays. */
  write(text: string): void;
  /** Whether notes go to a screen whose lines can be drawn again. */
  isScreen: boolean;
  /** Whether what is printed goes to a screen. */
  printsToScreen: boolean;
  columns(): number;
  rows(): number;
  readInput(): Promise<string>;
  env: Readonly<Record<string, string | undefined>>;
  /** Calls `stop` at the first Ctrl-C; the second ends the process. Returns what takes it back. */
  onInterrupt(stop: () => void): () => void;
  style: Style;
}

export type Colour = 'red' | 'green' | 'yellow' | 'blue' | 'cyan' | 'dim' | 'bold';
/** Colours a text, where colours are wanted. */
export type Style = (colour: Colour, text: string) => string;

const CODES: Readonly<Record<Colour, readonly [number, number]>> = {
  bold: [1, 22],
  dim: [2, 22],
  red: [31, 39],
  green: [32, 39],
  yellow: [33, 39],
  blue: [34, 39],
  cyan: [36, 39],
};

/** The process's own. https://no-color.org */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr, env } = process;
  // Whoever reads only the beginning, as `head` does, has what it wants.
  for (const stream of [stdout, stderr]) {
    stream.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE') process.exit(0);
      throw error;
    });
  }
  const isScreen = stderr.isTTY === true && env.TERM !== 'dumb';
  return {
    print: (text) => void stdout.write(`${text}\n`),
    note: (text) => void stderr.write(`${text}\n`),
    write: (text) => void stderr.write(text),
    isScreen,
    printsToScreen: stdout.isTTY === true,
    columns: () => stderr.columns || 80,
    rows: () => stderr.rows || 24,
    async readInput() {
      const chunks: Buffer[] = [];
      for await (const chunk of stdin) chunks.push(Buffer.from(chunk));
      return Buffer.concat(chunks).toString('utf8');
    },
    env,
    onInterrupt(stop) {
      const listener = () => stop();
      process.once('SIGINT', listener);
      return () => process.removeListener('SIGINT', listener);
    },
    style: styleFor(wantsColour(env, isScreen)),
  };
}

export function styleFor(isColoured: boolean): Style {
  if (!isColoured) return (_, text) => text;
  return (colour, text) => {
    const [on, off] = CODES[colour];
    return `\u001b[${on}m${text}\u001b[${off}m`;
  };
}

function wantsColour(env: NodeJS.ProcessEnv, isScreen: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR) return env.FORCE_COLOR !== '0';
  return isScreen;
}
