import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exists, page, pages } from './pages.ts';

describe.each(pages())('$path', ({ path, text }) => {
  it('links to files that exist', () => {
    const targets = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)/g)].map(([, to = '']) => to);
    const missing = targets.filter((to) => !exists(normalize(join(dirname(path), to))));
    expect(missing).toEqual([]);
  });

  it('names files that exist', () => {
    const named = text.matchAll(
      /`((?:bench|core|docs|examples|functions|scripts|test|\.ci)\/[\w./-]+|[\w-]+\.(?:yml|md))`/g,
    );
    const missing = [...named].map(([, name = '']) => name).filter((name) => !isThere(name));
    expect(missing).toEqual([]);
  });
});

/** A short name may stand for a page or file beside the others of its kind. */
function isThere(name: string): boolean {
  return exists(name) || exists(`docs/${name}`);
}

describe('the decisions', () => {
  const decisions = pages().filter(({ path }) => path.startsWith('docs/decisions/'));

  it('have numbers of their own', () => {
    const numbers = decisions.map(({ path }) => path.slice('docs/decisions/'.length).slice(0, 4));
    expect([...new Set(numbers)]).toEqual(numbers);
  });

  it.each(decisions)('$path gives context, decision and consequences', ({ text, path }) => {
    const number = Number(path.slice('docs/decisions/'.length).slice(0, 4));
    expect(text).toMatch(new RegExp(`^# ${number}\\. `));
    for (const part of ['Context', 'Decision', 'Consequences'])
      expect(text).toContain(`**${part}.**`);
  });
});

describe('the licence', () => {
  it('is the one that package.json names', () => {
    expect(JSON.parse(page('package.json').text).license).toBe('Apache-2.0');
    expect(page('LICENSE').text).toMatch(/Apache License\s+Version 2\.0, January 2004/);
  });
});
