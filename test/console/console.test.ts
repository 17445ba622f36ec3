/** The console in a real browser, against local mode as users have it. `SCREENSHOTS=1` renews the pictures of docs/console. */

import { mkdirSync } from 'node:fs';
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  ListMapRunsCommand,
  StartExecutionCommand,
} from '@aws-sdk/client-sfn';
import axe from 'axe-core';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ApiWorld } from '../api/api-world.ts';
import { startTreadle, type Treadle } from '../e2e/treadle.ts';
import { openBrowser } from './browser.ts';
import { COUNTS, chainOf, example, FAILS, MAP_RUNS, MAPS, RESTS, SLEEPS } from './machines.ts';
import { serveWorld } from './served-world.ts';

const PICTURES = 'docs/console';
const ORDERS = JSON.stringify({ orders: [{ total: 5 }, { total: 50 }, { total: 500 }] });
const e = encodeURIComponent;

let treadle: Treadle;
let browser: Browser;
let page: Page;
let troubles: string[];

beforeAll(async () => {
  treadle = await startTreadle({
    flags: ['--memory', '--functions', 'examples/order-saga/functions'],
  });
  browser = await openBrowser();
});

afterAll(async () => {
  await browser?.close();
  await treadle?.stop();
});

beforeEach(async () => {
  page = await browser.newPage({ viewport: { width: 1400, height: 900 } });
  troubles = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') troubles.push(message.text());
  });
});

afterEach(async () => {
  await page.close();
  expect(troubles).toEqual([]);
});

async function create(name: string, definition: string): Promise<string> {
  const roleArn = 'arn:aws:iam::123456789012:role/any';
  const request = new CreateStateMachineCommand({ name, definition, roleArn });
  return (await treadle.sfn.send(request)).stateMachineArn ?? '';
}

async function start(stateMachineArn: string, name: string, input = '{}'): Promise<string> {
  const request = new StartExecutionCommand({ stateMachineArn, name, input });
  return (await treadle.sfn.send(request)).executionArn ?? '';
}

async function ended(executionArn: string): Promise<void> {
  const look = () => treadle.sfn.send(new DescribeExecutionCommand({ executionArn }));
  await expect.poll(async () => (await look()).status, { timeout: 30_000 }).not.toBe('RUNNING');
}

const open = (path: string) => page.goto(`${treadle.url}/console/${path}`);
const stateNamed = (name: RegExp) => page.getByRole('button', { name });

async function fill(label: string, text: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true });
  await page.locator('.editor-host').first().locator('.cm-content').waitFor();
  await field.click();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.insertText(text);
}

describe('whoever opens the console', () => {
  it('creates a state machine, runs it and watches it go green', async () => {
    await open('');
    await page.getByRole('link', { name: 'Create state machine' }).click();
    await page.getByLabel('Name').fill('made-here');
    await fill('Definition', RESTS);
    await stateNamed(/^Rest, Wait$/).waitFor();
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('link', { name: 'New execution' }).click();
    await page.getByRole('heading', { name: 'New execution' }).waitFor();
    await page.getByLabel('Name').fill('first');
    await page.getByRole('button', { name: 'Start execution' }).click();
    await stateNamed(/^Rest, Wait, running/).waitFor();
    await stateNamed(/^Hello, Pass, succeeded/).waitFor();
    await page.getByText('The execution is succeeded.').waitFor({ state: 'attached' });
    await stateNamed(/^Hello, Pass, succeeded/).click();
    await page.getByLabel('Details of Hello').getByText('"Hello"').first().waitFor();
  });

  it('reads why an execution failed, and redrives it', async () => {
    const arn = await start(await create('refuses', FAILS), 'monday');
    await ended(arn);
    await open(`executions/${e(arn)}`);
    const banner = page.getByRole('region', { name: 'Error' });
    await banner.getByText('NotToday').waitFor();
    expect(await banner.textContent()).toContain('The <img src=x onerror="document.title=1">');
    await banner.getByRole('link', { name: 'Refuse' }).click();
    await page.getByLabel('Details of Refuse').waitFor();
    await page.getByRole('button', { name: 'Redrive' }).click();
    await page.getByText('Redriven').waitFor();
  });

  it('follows one iteration of a Map', async () => {
    const arn = await start(await create('orders', MAPS), 'batch', ORDERS);
    await ended(arn);
    await open(`executions/${e(arn)}`);
    await stateNamed(/^Each order, Map, failed/).click();
    await page.getByRole('link', { name: 'Iterations' }).click();
    const list = page.getByRole('table', { name: 'Iterations' });
    await expect.poll(() => list.getByRole('link').count()).toBe(3);
    await list.getByRole('link', { name: 'Follow 2' }).click();
    await page.getByText('Shows iteration 2 of Each order.').waitFor();
    await stateNamed(/^Too much, Fail, failed$/).waitFor();
    await stateNamed(/^Take it, Pass$/).waitFor();
  });

  it('follows a Map Run to the child that failed', async () => {
    const arn = await start(await create('spread', MAP_RUNS), 'batch', ORDERS);
    await ended(arn);
    await open(`executions/${e(arn)}`);
    await page.getByRole('link', { name: 'Each order', exact: true }).click();
    await page.getByRole('heading', { name: 'Map Run' }).waitFor();
    await page.getByRole('link', { name: 'Failed', exact: true }).click();
    const rows = page.getByRole('row', { name: /Failed/ });
    await expect.poll(() => rows.count()).toBe(1);
    await rows.getByRole('link').click();
    await page.getByText('More than 100').first().waitFor();
    await stateNamed(/^Too much, Fail, failed$/).waitFor();
  });

  it('forks an execution from a past step', async () => {
    const arn = await start(await create('forks', RESTS), 'origin');
    await ended(arn);
    await open(`executions/${e(arn)}?state=Rest&tab=details`);
    await page.getByRole('button', { name: 'Fork from here' }).click();
    await page.getByRole('button', { name: 'Fork', exact: true }).click();
    await expect.poll(() => page.url()).not.toContain('origin');
    await stateNamed(/^Hello, Pass, succeeded/).waitFor();
  });

  it('stops an execution that sleeps', async () => {
    const arn = await start(await create('sleeps', SLEEPS), 'nap');
    await open(`executions/${e(arn)}`);
    await page.getByRole('button', { name: 'Stop' }).click();
    await stateNamed(/^Sleep, Wait, aborted/).waitFor();
  });

  it('gets along with the keyboard alone', async () => {
    const arn = await start(await create('keys', RESTS), 'run');
    await ended(arn);
    await open('');
    await page.getByRole('heading', { name: 'State machines' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.insertText(arn);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: 'run', exact: true }).waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('e');
    await page.getByRole('table', { name: 'Events' }).waitFor();
    for (const key of ['j', 'j', 'Enter']) await page.keyboard.press(key);
    await page.getByText('"Rest"').waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('g');
    await stateNamed(/^Rest, Wait/).focus();
    await page.keyboard.press('Enter');
    await page.getByLabel('Details of Rest').waitFor();
    await page.keyboard.press('Escape');
    await page.getByLabel('Details of Rest').waitFor({ state: 'detached' });
    await page.keyboard.press('?');
    await page.getByRole('dialog').waitFor();
  });
});

describe.each(['light', 'dark'] as const)('every page, %s', (theme) => {
  it('has nothing that axe finds fault with', async () => {
    await page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
    const saga = await create(`saga-${theme}`, example('order-saga'));
    const maps = await create(`maps-${theme}`, MAPS);
    const failed = await start(maps, 'batch', ORDERS);
    await start(saga, 'order-1', '{"orderId":"o-1"}');
    const spread = await start(await create(`spread-${theme}`, MAP_RUNS), 'batch', ORDERS);
    await Promise.all([ended(failed), ended(spread)]);
    const { mapRuns } = await treadle.sfn.send(new ListMapRunsCommand({ executionArn: spread }));
    const run = `executions/${e(failed)}`;
    const pages: Record<string, string> = {
      'state-machines': '',
      'state-machine': `machines/${e(saga)}`,
      'state-machine-graph': `machines/${e(saga)}?view=graph`,
      'runs-and-states': `machines/${e(maps)}?view=runs`,
      versions: `machines/${e(saga)}?view=versions`,
      create: 'create',
      'new-execution': `machines/${e(maps)}/new`,
      'execution-graph': `${run}?state=Too%20much`,
      'execution-table': `${run}?view=table`,
      'execution-events': `${run}?view=events&open=2`,
      'execution-timeline': `${run}?view=timeline`,
      'execution-data': `${run}?view=data`,
      'execution-iterations': `${run}?state=Each%20order&tab=iterations`,
      'map-run': `map-runs/${e(mapRuns?.[0]?.mapRunArn ?? '')}`,
      'not-found': 'nowhere',
    };
    const faults: Record<string, string[]> = {};
    for (const [name, path] of Object.entries(pages)) {
      await open(path);
      await page.getByRole('heading', { level: 1 }).waitFor();
      await page.waitForLoadState('networkidle');
      const found = await violations();
      if (found.length > 0) faults[name] = found;
      if (process.env.SCREENSHOTS) await picture(`${name}-${theme}`);
    }
    expect(faults).toEqual({});
  });
});

/** Runs axe as the browser's own tools do, for the page lets no script in. */
async function violations(): Promise<string[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    // @ts-expect-error: it is in the page, not here
    const { violations: all } = await globalThis.axe.run();
    return all.flatMap(({ id, nodes }: axe.Result) =>
      nodes.map(({ html }) => `${id}: ${html.slice(0, 160)}`),
    );
  });
}

async function picture(name: string): Promise<void> {
  mkdirSync(PICTURES, { recursive: true });
  await page.screenshot({ path: `${PICTURES}/${name}.png` });
}

describe('a long history', () => {
  it('is read only where it is looked at', async () => {
    const world = new ApiWorld();
    const machine = await world.createMachine('counts', JSON.parse(COUNTS));
    const arn = await world.start(machine, { n: 0, limit: 2_600 });
    await world.run();
    const served = await serveWorld(world);
    try {
      await page.goto(`${served.url}/console/executions/${e(arn)}?view=events`);
      await page.getByText('10,404 events').first().waitFor();
      await page.getByRole('button', { name: 'Last' }).click();
      await page.getByText('ExecutionSucceeded').waitFor();
      expect(await page.getByRole('row').count()).toBeLessThan(100);
      expect(served.asked.requests).toBeLessThan(14);
    } finally {
      served.close();
    }
  });

  it('does not keep a graph of a thousand states from being drawn', async () => {
    const world = new ApiWorld();
    const machine = await world.createMachine('long', JSON.parse(chainOf(1_000)));
    const served = await serveWorld(world);
    try {
      await page.goto(`${served.url}/console/machines/${e(machine)}?view=graph`);
      await page.getByRole('button', { name: 'Step 1000, Pass' }).waitFor();
      expect(await page.locator('.node').count()).toBe(1_000);
    } finally {
      served.close();
    }
  });
});
