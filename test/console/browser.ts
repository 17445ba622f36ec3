/** A real browser, from npm alone, unpacked once on each machine. */

import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, chromium as playwright } from 'playwright-core';

const cache = resolve(import.meta.dirname, '../../node_modules/.cache/treadle');
const home = join(cache, 'browser');

/** Starts the browser without a window. */
export async function openBrowser(): Promise<Browser> {
  if (!existsSync(join(home, 'chromium'))) await unpack();
  const libraries = join(home, 'al2023', 'lib');
  return playwright.launch({
    executablePath: join(home, 'chromium'),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--force-color-profile=srgb',
    ],
    env: {
      PATH: process.env.PATH ?? '',
      HOME: home,
      ...(existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: join(home, 'fonts') }),
      ...(hasOwnLibraries() ? {} : { LD_LIBRARY_PATH: libraries }),
    },
  });
}

/** The package brings the libraries that a lean machine has not. */
function hasOwnLibraries(): boolean {
  try {
    return execFileSync('ldconfig', ['-p'], { encoding: 'utf8' }).includes('libnss3.so');
  } catch {
    return false;
  }
}

/** Into a folder of its own first, so that what was cut off is never taken for the browser. */
async function unpack(): Promise<void> {
  mkdirSync(cache, { recursive: true });
  const folder = mkdtempSync(join(cache, 'unpack-'));
  const { TMPDIR, LD_LIBRARY_PATH, FONTCONFIG_PATH } = process.env;
  process.env.TMPDIR = folder;
  // The package looks at this to know that its libraries are wanted too.
  process.env.AWS_LAMBDA_JS_RUNTIME = 'nodejs24.x';
  try {
    const { default: chromium } = await import('@sparticuz/chromium');
    await chromium.executablePath();
  } finally {
    delete process.env.AWS_LAMBDA_JS_RUNTIME;
    restore({ TMPDIR, LD_LIBRARY_PATH, FONTCONFIG_PATH });
  }
  try {
    renameSync(folder, home);
  } catch (error) {
    // Another process was first.
    if (!existsSync(join(home, 'chromium'))) throw error;
    rmSync(folder, { recursive: true, force: true });
  }
}

function restore(variables: Record<string, string | undefined>): void {
  for (const [name, value] of Object.entries(variables)) {
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  }
}
