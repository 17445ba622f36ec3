/** Holds the house together: floors, purity, tables against files, sizes. `docs/architecture.md` draws it. */

import { readdirSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = resolve(import.meta.dirname, '..');

interface Source {
  path: string;
  text: string;
  /** Project files that it imports, types included. */
  imports: string[];
  /** Packages and node: modules. */
  packages: string[];
}

function sourcesBelow(folder: string): Source[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file))
    .filter((path) => path.endsWith('.ts') && statSync(join(root, path)).isFile())
    .map(readSource);
}

function readSource(path: string): Source {
  const text = readFileSync(join(root, path), 'utf8');
  const specifiers = [...text.matchAll(/(?:from|import)\s*\(?\s*'([^']+)'/g)].map(
    ([, name]) => name ?? '',
  );
  const local = specifiers.filter((name) => name.startsWith('.'));
  return {
    path,
    text,
    imports: local.map((name) => relative(root, resolve(root, dirname(path), name))),
    packages: specifiers.filter((name) => !name.startsWith('.')),
  };
}

const core = sourcesBelow('core');
const sources = [...core, ...sourcesBelow('functions'), ...sourcesBelow('scripts')];

/** Each wing with the wings it may lean on, besides itself. */
const wings: Record<string, string[]> = {
  'core/asl': [],
  'core/graph': [],
  'core/engine': ['core/asl'],
  'core/integrations': ['core/asl'],
  'core/runtime': ['core/asl', 'core/engine', 'core/integrations', 'core/ports.ts'],
  'core/aws': ['core/asl', 'core/engine', 'core/integrations', 'core/ports.ts'],
  'core/api': ['core/asl', 'core/engine', 'core/ports.ts', 'core/runtime'],
  'core/local': [
    'core/asl',
    'core/engine',
    'core/integrations',
    'core/ports.ts',
    'core/runtime',
    'core/aws',
  ],
  'core/testing': [
    'core/asl',
    'core/engine',
    'core/integrations',
    'core/ports.ts',
    'core/runtime',
    'core/api',
    'core/local',
  ],
};
const ground = ['core/json.ts', 'core/number.ts', 'core/arn.ts', 'core/valid-name.ts'];
const pure = ['core/asl/', 'core/engine/', 'core/graph/', 'core/integrations/'];

describe('the floors', () => {
  it.each(Object.entries(wings))('%s leans only on what lies below it', (wing, below) => {
    const allowed = [wing, ...below, ...ground];
    const upward = core
      .filter(({ path }) => path.startsWith(`${wing}/`))
      .flatMap(({ path, imports }) =>
        imports
          .filter(
            (target) =>
              !allowed.some((floor) => target === floor || target.startsWith(`${floor}/`)),
          )
          .map((target) => `${path} → ${target}`),
      );
    expect(upward).toEqual([]);
  });

  it('has no circle of imports', () => {
    const imports = new Map(sources.map(({ path, imports: targets }) => [path, targets]));
    const done = new Set<string>();
    const visit = (path: string, trail: string[]): string[] => {
      if (trail.includes(path)) return [[...trail.slice(trail.indexOf(path)), path].join(' → ')];
      if (done.has(path)) return [];
      const circles = (imports.get(path) ?? []).flatMap((next) => visit(next, [...trail, path]));
      done.add(path);
      return circles;
    };
    expect([...imports.keys()].flatMap((path) => visit(path, []))).toEqual([]);
  });
});

describe('the pure core', () => {
  const pureSources = core.filter(({ path }) => pure.some((wing) => path.startsWith(wing)));

  it.each([
    ['the clock', /\bDate\.now\b|\bnew Date\(\)/],
    ['chance', /\bMath\.random\b|\brandomUUID\b/],
    ['the process', /\bprocess\./],
    ['the network or timers', /\bfetch\(|\bset(Timeout|Interval|Immediate)\(/],
    ['eval', /\beval\(|\bnew Function\(/],
  ])('knows nothing of %s', (_, pattern) => {
    expect(
      pureSources.filter(({ text }) => pattern.test(withoutComments(text))).map(({ path }) => path),
    ).toEqual([]);
  });

  it('uses no module but node:crypto, and the two packages that evaluate JSONata', () => {
    const foreign = pureSources.flatMap(({ path, packages }) =>
      packages
        .filter((name) => name !== 'node:crypto')
        .filter(
          (name) => !(path.startsWith('core/asl/jsonata/') && ['jsonata', 're2js'].includes(name)),
        )
        .map((name) => `${path} → ${name}`),
    );
    expect(foreign).toEqual([]);
  });
});

describe('one file, one row', () => {
  it.each([
    [
      'core/engine/states',
      [
        'index.ts',
        'type.ts',
        'join.ts',
        'map-items.ts',
        'map-parts.ts',
        'map-run-end.ts',
        'map-run.ts',
        'result-writer.ts',
        'whole-number.ts',
        'task-role.ts',
      ],
    ],
    ['core/asl/intrinsics', ['index.ts', 'define.ts', 'parse.ts', 'evaluate.ts']],
    ['core/api/operations', ['index.ts']],
    ['scripts/cli/commands', ['index.ts']],
  ])('in %s', (folder, helpers) => {
    const files = readdirSync(join(root, folder)).filter((file) => !helpers.includes(file));
    const table = readSource(`${folder}/index.ts`);
    const rows = table.imports
      .filter((path) => dirname(path) === folder)
      .map((path) => path.slice(folder.length + 1));
    expect(rows.filter((file) => !helpers.includes(file)).sort()).toEqual(files.sort());
  });
});

describe('every source file', () => {
  it('has at most 350 lines', () => {
    expect(
      sources.filter(({ text }) => text.split('\n').length > 350).map(({ path }) => path),
    ).toEqual([]);
  });

  it('opens by saying what it is', () => {
    expect(
      sources.filter(({ text }) => !/^(#!.*\n)?\/\*\*/.test(text)).map(({ path }) => path),
    ).toEqual([]);
  });

  it('has a name that says what is in it', () => {
    const vague = /(utils?|helpers?|common|misc)\.ts$/;
    expect(sources.filter(({ path }) => vague.test(path)).map(({ path }) => path)).toEqual([]);
  });

  it('is a function of at most 40 lines where it is deployed as one', () => {
    const long = sources.filter(
      ({ path, text }) =>
        path.startsWith('functions/') &&
        text.split('\n').length > (path.endsWith('middleware.ts') ? 80 : 45),
    );
    expect(long.map(({ path }) => path)).toEqual([]);
  });
});

function withoutComments(text: string): string {
  return text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/\/\/.*$/gm, '');
}
