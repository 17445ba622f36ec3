/** Changes of JSON documents by chance: values, keys, parts left out or put elsewhere, and broken text. */

import fc from 'fast-check';

/** Values that stand where nobody expects them. */
export const hostile = fc.oneof(
  fc.jsonValue(),
  fc.constantFrom<unknown>(
    null,
    -1,
    1e308,
    '',
    '$',
    '$$',
    '$.a[',
    '$x',
    '$..',
    'States.Format(',
    "States.Array('\\')",
    '{%',
    '%}',
    '{% %}',
    '{% ( %}',
    '{% a.b %}',
    '{% $$ %}',
    '{% /(a+)+$/ %}',
    '{% a ?? b %}',
    '__proto__',
    'constructor',
    'toString',
    'Task',
    'Map',
    'JSONata',
    'JSONPath',
    'DISTRIBUTED',
    { Type: 'Map' },
    [[]],
    { States: {} },
    JSON.parse('{"__proto__":{"polluted":1}}'),
  ),
  fc.string({ unit: 'binary' }).map((text) => `{% ${text} %}`),
  fc.string().map((text) => `$.${text}`),
);
const key = fc.oneof(
  fc.string(),
  fc.constantFrom(
    '__proto__',
    'constructor',
    'Assign',
    'Output',
    'Next',
    'End',
    'Catch',
    'Branches',
    'Iterator',
    'ItemProcessor',
    'QueryLanguage',
    'Type',
    'States',
    'a.$',
    'Condition',
    'Not',
    'ResultPath',
  ),
);
/** One change of a JSON text. */
export const mutation = fc.oneof(
  fc.record({ kind: fc.constantFrom('value' as const), at: fc.nat(), value: hostile }),
  fc.record({ kind: fc.constantFrom('key' as const), at: fc.nat(), key, value: hostile }),
  fc.record({ kind: fc.constantFrom('delete' as const), at: fc.nat() }),
  fc.record({ kind: fc.constantFrom('copy' as const), at: fc.nat(), from: fc.nat() }),
  fc.record({
    kind: fc.constantFrom('text' as const),
    at: fc.nat(),
    text: fc.string({ maxLength: 3 }),
  }),
);
export type Mutation = typeof mutation extends fc.Arbitrary<infer T> ? T : never;

type Holder = Record<string, unknown>;

function placesOf(root: unknown): [Holder, string][] {
  const places: [Holder, string][] = [];
  const open: unknown[] = [root];
  for (let value = open.pop(); value !== undefined; value = open.pop()) {
    if (typeof value !== 'object' || value === null) continue;
    for (const [name, each] of Object.entries(value)) {
      places.push([value as Holder, name]);
      open.push(each ?? null);
    }
  }
  return places;
}

function set(holder: Holder, name: string, value: unknown): void {
  const descriptor = { value, enumerable: true, configurable: true, writable: true };
  // the length of an array is no value of a definition
  if (!(Array.isArray(holder) && name === 'length'))
    Object.defineProperty(holder, name, descriptor);
}

/** The text with the change; its places are counted from the root, round and round. */
export function mutate(text: string, change: Mutation): string {
  if (change.kind === 'text') {
    const at = change.at % (text.length + 1);
    return text.slice(0, at) + change.text + text.slice(at + 1);
  }
  let root: unknown;
  try {
    root = JSON.parse(text);
  } catch {
    return text;
  }
  const places = placesOf(root);
  const place = places[change.at % places.length];
  if (!place) return text;
  const [holder, name] = place;
  if (change.kind === 'delete') delete holder[name];
  else if (change.kind === 'value') set(holder, name, change.value);
  else if (change.kind === 'key') set(holder, change.key, change.value);
  else {
    const [from, other] = places[change.from % places.length] ?? place;
    set(holder, name, structuredClone(from[other]));
  }
  return JSON.stringify(root);
}
