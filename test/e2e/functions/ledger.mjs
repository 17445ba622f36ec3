import { appendFile } from 'node:fs/promises';

/** Writes a line to the file that it is told: what ran leaves a trace that outlives it. */
export const handler = async ({ file, line }) => {
  await appendFile(file, `${line}\n`);
  return line;
};
