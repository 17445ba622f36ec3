/** Measures everything and writes `bench/README.md` and `bench/results.json`. `--quick` leaves the long runs out. */

import { readFileSync, writeFileSync } from 'node:fs';
import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { measureConsole } from './console.ts';
import { countFused, countStates } from './counted.ts';
import { measureEngine } from './engine-cpu.ts';
import { measureFlatness } from './flatness.ts';
import { measureLocalMode } from './local-speed.ts';
import { createPump, type Pump, type PumpOptions } from './pump.ts';
import { report } from './report.ts';
import type { Results } from './results.ts';
import { measureStartup } from './startup.ts';

const README = `${import.meta.dirname}/README.md`;
const RESULTS = `${import.meta.dirname}/results.json`;
const BEGIN = '<!-- measured: begin -->';
const END = '<!-- measured: end -->';

async function measure(quick: boolean): Promise<Results> {
  const processors = cpus();
  // What else the machine does makes all times longer; the counts stay the same.
  const load = loadavg()[0]?.toFixed(1);
  say('engine');
  const engine = await measureEngine(quick ? 20_000 : 100_000);
  say('startup');
  const startup = await measureStartup(quick ? 5 : 21);
  say('counts');
  const counted = await countAll();
  say('local mode');
  const local = quick ? await measureLocalMode(100, 1) : await measureLocalMode(300, 5);
  say('console');
  const consoleSpeed = await measureConsole(quick ? 3 : 9);
  say('flatness');
  return {
    date: new Date().toISOString().slice(0, 10),
    node: process.versions.node,
    machine: `${processors.length} × ${processors[0]?.model.trim() || process.arch}, load ${load} before the run`,
    command: `npm run bench${quick ? ' -- --quick' : ''}`,
    counted,
    engine,
    startup,
    local,
    console: consoleSpeed,
    flatness: await measureFlatness(quick ? 1000 : 100_000),
  };
}

async function countAll(): Promise<Results['counted']> {
  return [...(await countOn({}, countStates)), ...(await countOn({ fuse: true }, countFused))];
}

async function countOn(
  options: PumpOptions,
  count: (pump: Pump) => Promise<Results['counted']>,
): Promise<Results['counted']> {
  const pump = await createPump(options);
  try {
    return await count(pump);
  } finally {
    await pump.close();
  }
}

function writeReport(results: Results): void {
  const text = readFileSync(README, 'utf8');
  const begin = text.indexOf(BEGIN);
  const end = text.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`${README} has lost its markers`);
  writeFileSync(README, `${text.slice(0, begin)}${BEGIN}\n${report(results)}\n${text.slice(end)}`);
  writeFileSync(RESULTS, `${JSON.stringify(results, undefined, 2)}\n`);
}

function say(what: string): void {
  console.log(`${Math.round(performance.now() / 1000)} s: ${what}`);
}

const { values } = parseArgs({ options: { quick: { type: 'boolean', default: false } } });
writeReport(await measure(values.quick));
say('written to bench/README.md');
