/** The console: how long a large graph takes to be laid out, and a long history to be there in a browser. */

import type { Page } from 'playwright-core';
import type { Definition } from '../core/asl/types.ts';
import { layoutOf } from '../core/graph/layout.ts';
import { ApiWorld } from '../test/api/api-world.ts';
import { openBrowser } from '../test/console/browser.ts';
import { COUNTS } from '../test/console/machines.ts';
import { serveWorld } from '../test/console/served-world.ts';
import { type Sample, sampleOf } from './statistics.ts';

export interface ConsoleSpeed {
  /** Ms for 1,000 states, each of which may go on to several others. */
  layout: Sample;
  /** Ms from opening an execution of 10,404 events until the first of them are shown. */
  usable: Sample;
  /** Ms between two frames while its events are scrolled through. */
  frame: Sample;
}

const STATES = 1_000;
const ROUNDS = 2_600;
const SCROLLED_FRAMES = 120;

/** Runs in the page, whose globals are not ours: a promise of the times between so many frames, in ms. */
const WATCH_FRAMES = `new Promise((resolve) => {
  const times = [];
  let before = performance.now();
  const step = (now) => {
    times.push(now - before);
    before = now;
    if (times.length < ${SCROLLED_FRAMES}) requestAnimationFrame(step);
    else resolve(times.slice(1));
  };
  requestAnimationFrame(step);
})`;

/** @param runs of each measurement; the first, in which code is compiled, is left out */
export async function measureConsole(runs: number): Promise<ConsoleSpeed> {
  return { layout: layoutTimes(runs), ...(await browserTimes(runs)) };
}

function layoutTimes(runs: number): Sample {
  const definition = tangle();
  const times = Array.from({ length: runs + 1 }, () => {
    const began = performance.now();
    layoutOf(definition);
    return performance.now() - began;
  });
  return sampleOf(times.slice(1));
}

/** Every state is a Choice between the next one, one further on, and now and then one before it. */
function tangle(): Definition {
  const nameOf = (at: number) => `State ${at}`;
  const states = Array.from({ length: STATES }, (_, at) => {
    if (at + 1 === STATES) return [nameOf(at), { Type: 'Succeed' }];
    const on = Math.min(at + 1 + ((at * 7) % 5), STATES - 1);
    const back = at % 9 === 0 ? [Math.max(0, at - 10)] : [];
    const Choices = [on, ...back].map((to) => ({
      Variable: '$.n',
      NumericEquals: to,
      Next: nameOf(to),
    }));
    return [nameOf(at), { Type: 'Choice', Choices, Default: nameOf(at + 1) }];
  });
  return { StartAt: nameOf(0), States: Object.fromEntries(states) };
}

async function browserTimes(runs: number): Promise<Omit<ConsoleSpeed, 'layout'>> {
  const world = new ApiWorld();
  const machine = await world.createMachine('counts', JSON.parse(COUNTS));
  const arn = await world.start(machine, { n: 0, limit: ROUNDS });
  await world.run();
  const served = await serveWorld(world);
  const browser = await openBrowser();
  try {
    const url = `${served.url}/console/executions/${encodeURIComponent(arn)}?view=events`;
    const usable: number[] = [];
    const frames: number[] = [];
    for (let run = 0; run <= runs; run++) {
      const page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
      const began = performance.now();
      await page.goto(url);
      await page.getByRole('row').nth(10).waitFor();
      if (run > 0) usable.push(performance.now() - began);
      if (run > 0) frames.push(...(await scroll(page)));
      await page.close();
    }
    return { usable: sampleOf(usable), frame: sampleOf(frames) };
  } finally {
    await browser.close();
    served.close();
  }
}

/** Turns the wheel once a frame. The times between frames, in ms. */
async function scroll(page: Page): Promise<number[]> {
  await page.getByRole('row').nth(5).hover();
  const times = page.evaluate<number[]>(WATCH_FRAMES);
  for (let turn = 0; turn < SCROLLED_FRAMES / 2; turn++) await page.mouse.wheel(0, 400);
  return times;
}
