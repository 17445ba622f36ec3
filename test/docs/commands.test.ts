import { describe, expect, it } from 'vitest';
import { operations } from '../../core/api/operations/index.ts';
import { HELP } from '../../scripts/dev/flags.ts';
import { blocks, commands, exists, hereDocuments, page, pages } from './pages.ts';

const { scripts } = JSON.parse(page('package.json').text) as { scripts: Record<string, string> };
const readme = page('README.md');
const everywhere = pages().flatMap(({ path, text }) =>
  blocks({ path, text }, 'sh')
    .flatMap(commands)
    .map((command) => ({ path, command })),
);
const flagsOf = (text: string): string[] => text.match(/(?<=^|[\s`])--[a-z][\w-]*/gm) ?? [];

describe('commands', () => {
  it('run scripts of package.json', () => {
    const run = everywhere.flatMap(({ command }) => [
      ...[...command.matchAll(/npm run ([\w:-]+)/g)].map(([, name]) => name ?? ''),
      ...[...command.matchAll(/npm (start|test)\b/g)].map(([, name]) => name ?? ''),
    ]);
    expect(run).not.toEqual([]);
    expect(run.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  it('give npm start flags that it has', () => {
    const known = flagsOf(HELP);
    const given = everywhere
      .filter(({ command }) => command.includes('npm start -- '))
      .flatMap(({ command }) => flagsOf(command.split('npm start -- ')[1] ?? ''));
    expect(given).not.toEqual([]);
    expect(given.filter((flag) => !known.includes(flag))).toEqual([]);
  });

  it('call operations that there are, with members that they have', async () => {
    const sdk = await import('@aws-sdk/client-sfn');
    const calls = everywhere.filter(({ command }) => command.startsWith('aws stepfunctions '));
    expect(calls).not.toEqual([]);
    for (const { command } of calls) {
      const operation = pascal(command.split(' ')[2] ?? '');
      expect(Object.keys(operations), command).toContain(operation);
      expect(Object.keys(sdk), command).toContain(`${operation}Command`);
    }
  });

  it('name files that are there or were just written', () => {
    const written = blocks(readme, 'sh').flatMap((block) => [...hereDocuments(block).keys()]);
    const named = everywhere.flatMap(({ command }) => command.match(/(?<=file:\/\/)\S+/g) ?? []);
    expect(named).not.toEqual([]);
    expect(named.filter((file) => !exists(file) && !written.includes(file))).toEqual([]);
  });
});

describe('the README', () => {
  it('lists the flags of npm start, all of them', () => {
    const listed = [...readme.text.matchAll(/^\| `(--[\w-]+)/gm)].map(([, flag]) => flag);
    const own = [...HELP.matchAll(/^ {2}(--[\w-]+)/gm)].map(([, flag]) => flag);
    expect(listed.sort()).toEqual(own.sort());
  });

  it('gives the prices that the bench counted', () => {
    const rows = [...readme.text.matchAll(/^\| ([^|]+) \| \$([\d.]+) \| \$([\d.]+) \|$/gm)];
    expect(rows.length).toBeGreaterThan(2);
    const counted = page('bench/README.md').text;
    for (const [, what, ours, theirs] of rows) {
      expect(counted).toMatch(
        new RegExp(
          `^\\| ${what?.replaceAll('(', '\\(').replaceAll(')', '\\)')} \\| ${ours} \\| [\\d.]+ \\| ${theirs} \\|`,
          'm',
        ),
      );
    }
  });
});

function pascal(kebab: string): string {
  return kebab.replaceAll(/(?:^|-)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
