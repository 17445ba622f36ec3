/** The functions there are: our own bundles, and the user's modules, looked up anew for every invocation. */

import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { LocalFunction } from './function-call.ts';

export interface SystemFunction {
  file: string;
  timeoutSeconds: number;
  environment: Record<string, string>;
}

export interface FunctionsOptions {
  system: Map<string, SystemFunction>;
  /** Folders of user functions, `<name>.{mjs,js,ts}`; the first that has a name wins. */
  folders: string[];
  timeoutSeconds: number;
  environment: Record<string, string>;
}

const EXTENSIONS = ['.mjs', '.js', '.ts'];
const SOURCE = /\.(?:mjs|cjs|js|ts|mts|cts|json)$/;

/** The function of that name as it is now; `undefined` where there is none. */
export function findFunction(options: FunctionsOptions, name: string): LocalFunction | undefined {
  const system = options.system.get(name);
  if (system) return { ...system, name, version: 'bundle' };
  for (const folder of options.folders) {
    const entries = listing(folder);
    const extension = EXTENSIONS.find((candidate) => entries.includes(name + candidate));
    if (extension === undefined) continue;
    return {
      name,
      file: join(folder, name + extension),
      version: versionOf(folder, entries),
      timeoutSeconds: options.timeoutSeconds,
      environment: { ...options.environment, AWS_LAMBDA_FUNCTION_NAME: name },
    };
  }
  return undefined;
}

function listing(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** Changes with any source file of the folder: a function may import its neighbours. */
function versionOf(folder: string, entries: string[]): string {
  let version = '';
  for (const entry of entries) {
    if (!SOURCE.test(entry)) continue;
    const stats = statSync(join(folder, entry), { throwIfNoEntry: false });
    if (stats) version += `${entry} ${stats.mtimeMs} ${stats.size} ${stats.ino};`;
  }
  return version;
}
