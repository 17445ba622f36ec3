/** The machines of real users, and what others say of them. The folder stands beside the repository, or is absent. */

import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { validate } from '../../core/asl/validate/index.ts';

interface Entry {
  id: string;
  machineType: string;
  queryLanguage: string;
  expected: 'valid' | 'invalid' | 'unknown';
}

const corpus = new URL('../../../shared/corpus/', import.meta.url);
const present = existsSync(corpus);
const entries: Entry[] = present
  ? JSON.parse(readFileSync(new URL('index.json', corpus), 'utf8'))
  : [];

/** Definitions on which we differ from the linter whose verdict is recorded. */
const exceptions: Record<string, string> = {
  '188ac18b4e7a':
    'a placeholder for a boolean became a bare name, dry_run_default, which AWS refuses',
  '47910675e21c':
    'an expression without blanks inside its marks; machines in production have such, and AWS asks only that nothing stand outside of them',
  '5cbbf5bfe782': 'Credentials without RoleArn, which AWS refuses',
  '663207efdc5d': 'Credentials without RoleArn, which AWS refuses',
  '83e980ad37ab': 'a JSONPath state in a JSONata machine, which AWS refuses',
  '98f077938384': "a variable named 'top-level', which is no identifier",
};

function textOf({ id }: Entry): string {
  return readFileSync(new URL(`defs/${id}.json`, corpus), 'utf8');
}

async function errorsOf(entry: Entry) {
  const type = entry.machineType === 'EXPRESS' ? 'EXPRESS' : 'STANDARD';
  const { problems } = await validate(textOf(entry), type);
  return problems.filter(({ severity }) => severity === 'ERROR');
}

/** The entries of a verdict, with what the checker says of each. */
async function judged(expected: Entry['expected']) {
  const chosen = entries.filter((entry) => entry.expected === expected);
  return Promise.all(chosen.map(async (entry) => ({ ...entry, errors: await errorsOf(entry) })));
}

describe.runIf(present)('the corpus', () => {
  it('has every valid definition accepted', async () => {
    const refused = (await judged('valid')).filter(({ errors }) => errors.length > 0);
    expect(refused.filter(({ id }) => !(id in exceptions))).toEqual([]);
  });

  it('has every invalid definition refused', async () => {
    const accepted = (await judged('invalid')).filter(({ errors }) => errors.length === 0);
    expect(accepted.map(({ id }) => id).filter((id) => !(id in exceptions))).toEqual([]);
  });

  it('needs every exception', async () => {
    const needed = [
      ...(await judged('valid')).filter(({ errors }) => errors.length > 0),
      ...(await judged('invalid')).filter(({ errors }) => errors.length === 0),
    ];
    expect(needed.map(({ id }) => id).sort()).toEqual(Object.keys(exceptions).sort());
  });
});
