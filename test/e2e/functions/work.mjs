/** Works for a while; writes down when it begins and when it ends, so that the test can count who worked at a time. */

import { appendFileSync } from 'node:fs';
import { setTimeout as pause } from 'node:timers/promises';

export async function handler({ n }) {
  appendFileSync(process.env.WORK_FILE, 'begin\n');
  await pause(100);
  appendFileSync(process.env.WORK_FILE, 'end\n');
  return n;
}
