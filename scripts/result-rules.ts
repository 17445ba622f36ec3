/**
 * Writes core/aws/sdk/result-rules.json: what the models of AWS's services ask of results beyond their types. The SDK's own
 * schemas leave that out, so it comes from botocore: `node scripts/result-rules.ts <botocore>/data`.
 */

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { BUNDLED_CLIENTS } from '../core/aws/sdk/clients.ts';

interface Shape {
  type: string;
  min?: number;
  required?: string[];
  members?: Record<string, { shape: string }>;
  member?: { shape: string };
  value?: { shape: string };
}

interface Model {
  metadata: { serviceId: string };
  operations: Record<string, { output?: { shape: string } }>;
  shapes: Record<string, Shape>;
}

/** By structure: the members that must be there, and the least lengths of texts and bytes. */
type Rules = Record<string, { required?: string[]; least?: Record<string, number> }>;

const TARGET = resolve(import.meta.dirname, '../core/aws/sdk/result-rules.json');

const [data] = process.argv.slice(2);
if (data === undefined) {
  console.error('usage: node scripts/result-rules.ts <the data folder of botocore>');
  process.exit(2);
}
const byClient: Record<string, Rules> = {};
for (const service of readdirSync(data).sort()) {
  const model = readModel(join(data, service));
  const client = model?.metadata.serviceId.toLowerCase().replaceAll(' ', '-') ?? '';
  if (model && BUNDLED_CLIENTS.includes(client)) byClient[client] = rulesOf(model);
}
writeFileSync(TARGET, `${JSON.stringify(byClient)}\n`);

/** The newest model of a service; `undefined` where the folder holds none. */
function readModel(folder: string): Model | undefined {
  try {
    const version = readdirSync(folder).sort().at(-1) ?? '';
    return JSON.parse(String(gunzipSync(readFileSync(join(folder, version, 'service-2.json.gz')))));
  } catch {
    return undefined;
  }
}

function rulesOf({ operations, shapes }: Model): Rules {
  const rules: Rules = {};
  const seen = new Set<string>();
  const open = Object.values(operations).flatMap(({ output }) => (output ? [output.shape] : []));
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const shape = shapes[name];
    if (!shape || seen.has(name)) continue;
    seen.add(name);
    const members = Object.entries(shape.members ?? {});
    open.push(...members.map(([, { shape }]) => shape));
    for (const inner of [shape.member, shape.value]) if (inner) open.push(inner.shape);
    const least = Object.fromEntries(
      members.flatMap(([member, { shape: of }]) => {
        const { type = '', min = 0 } = shapes[of] ?? {};
        return (type === 'string' || type === 'blob') && min > 0 ? [[member, min]] : [];
      }),
    );
    const { required = [] } = shape;
    if (required.length === 0 && Object.keys(least).length === 0) continue;
    rules[name] = {
      ...(required.length > 0 && { required }),
      ...(Object.keys(least).length > 0 && { least }),
    };
  }
  return rules;
}
