import { expect, it } from 'vitest';
import { page } from './pages.ts';

const { dependencies, devDependencies, optionalDependencies } = JSON.parse(
  page('package.json').text,
) as Record<string, Record<string, string>>;
const declared = Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies });
const rows = [...page('docs/dependencies.md').text.matchAll(/^\| `([^`]+)` \|/gm)].map(
  ([, name = '']) => name,
);
/** The one row for all clients that tasks call by. */
const FAMILY = '@aws-sdk/client-*';

it('gives every dependency a row', () => {
  const covers = (name: string) =>
    rows.includes(name) || (rows.includes(FAMILY) && name.startsWith(FAMILY.slice(0, -1)));
  expect(declared.filter((name) => !covers(name))).toEqual([]);
});

it('has no row for what is no dependency', () => {
  expect(rows.filter((name) => name !== FAMILY && !declared.includes(name))).toEqual([]);
});

it('has every version exact', () => {
  const versions = Object.values({ ...dependencies, ...devDependencies, ...optionalDependencies });
  expect(versions.filter((version) => !/^(npm:[\w-]+@)?\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});
