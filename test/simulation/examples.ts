/** The examples as data for tests: definitions, cases, and their functions as workers. */

import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Json, JsonObject } from '../../core/json.ts';

export interface ExampleCase {
  example: string;
  shows: string;
  input: Json;
  status: 'SUCCEEDED' | 'FAILED';
  output?: Json;
  error?: string;
  cause?: string;
}

const root = resolve(import.meta.dirname, '../../examples');

export const exampleNames = readdirSync(root, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => name);

export function definitionOf(example: string): JsonObject {
  return read(`${example}/definition.asl.json`) as JsonObject;
}

export function casesOf(example: string): ExampleCase[] {
  return readdirSync(`${root}/${example}/cases`).map((file) => ({
    example,
    ...(read(`${example}/cases/${file}`) as unknown as Omit<ExampleCase, 'example'>),
  }));
}

export function exampleFunctions(example: string): string {
  return `${root}/${example}/functions`;
}

export async function workersOf(
  example: string,
): Promise<Record<string, (event: Json) => Promise<Json>>> {
  const files = readdirSync(exampleFunctions(example));
  const modules = await Promise.all(
    files.map(async (file) => {
      const url = pathToFileURL(`${exampleFunctions(example)}/${file}`).href;
      const { handler } = (await import(url)) as { handler: (event: Json) => Promise<Json> };
      return [file.replace(/\.\w+$/, ''), handler] as const;
    }),
  );
  return Object.fromEntries(modules);
}

function read(path: string): Json {
  return JSON.parse(readFileSync(`${root}/${path}`, 'utf8')) as Json;
}
