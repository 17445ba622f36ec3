/** `treadle doctor`: what this machine has of what Treadle needs. */

import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { projectFolder } from '../../../core/local/project-folder.ts';
import { createApi, endpointOf, isLocal } from '../api.ts';
import { type Call, defineCommand, endpointOptions, jsonOption } from '../command.ts';
import { EXIT } from '../exit-codes.ts';
import { columns } from '../table.ts';
import { version } from '../version.ts';

interface Finding {
  what: string;
  /** Bad ones fail the command; missing ones cost something, and are said. */
  state: 'good' | 'missing' | 'bad';
  detail: string;
}

const MARKS = { good: ['✓', 'green'], missing: ['–', 'yellow'], bad: ['✗', 'red'] } as const;

export const doctor = defineCommand({
  summary: 'say what this machine has of what Treadle needs',
  usage: '[options]',
  options: { ...endpointOptions, ...jsonOption },
  examples: [
    [
      'treadle doctor',
      'checks Node, the local DynamoDB, the functions, credentials and the endpoint',
    ],
  ],
  async run(call) {
    const { terminal, values } = call;
    const findings = [node(), bundles(), database(), credentials(call), await endpoint(call)];
    if (values.json) terminal.print(JSON.stringify(findings, undefined, 2));
    else {
      const rows = findings.map(({ what, state, detail }) => {
        const [mark, colour] = MARKS[state];
        return [terminal.style(colour, mark), what, detail];
      });
      terminal.print(columns(rows).join('\n'));
    }
    return findings.some(({ state }) => state === 'bad') ? EXIT.FAILED : EXIT.SUCCEEDED;
  },
});

function node(): Finding {
  const isRight = Number(process.versions.node.split('.')[0]) >= 24;
  return { what: 'Node', state: isRight ? 'good' : 'bad', detail: version() };
}

/** Local mode runs what is deployed. */
function bundles(): Finding {
  const what = 'functions';
  const folder = join(projectFolder(), 'dist');
  if (existsSync(join(folder, 'step.mjs'))) return { what, state: 'good', detail: folder };
  return { what, state: 'missing', detail: 'not built, which treadle start needs: npm run build' };
}

function database(): Finding {
  const what = 'local DynamoDB';
  const name = `@dynoxide/${process.platform}-${process.arch}`;
  try {
    const file = createRequire(import.meta.url).resolve(`${name}/package.json`);
    return {
      what,
      state: 'good',
      detail: `${name}, ${readdirSync(join(file, '..')).length} files`,
    };
  } catch {
    const detail = `no native one (${name}); dynalite stands in for it, which is slower`;
    return { what, state: 'missing', detail };
  }
}

function credentials({ terminal: { env } }: Pick<Call, 'terminal'>): Finding {
  const what = 'AWS credentials';
  const from = ['AWS_ACCESS_KEY_ID', 'AWS_PROFILE', 'AWS_WEB_IDENTITY_TOKEN_FILE'].find(
    (name) => env[name],
  );
  if (from) return { what, state: 'good', detail: `from ${from}` };
  const file = join(env.HOME ?? env.USERPROFILE ?? '', '.aws', 'credentials');
  if (existsSync(file)) return { what, state: 'good', detail: `from ${file}` };
  return { what, state: 'missing', detail: 'none; only endpoints that are not local need them' };
}

async function endpoint({
  values,
  terminal,
}: {
  values: { endpoint: string | undefined; region: string | undefined };
  terminal: Call['terminal'];
}): Promise<Finding> {
  const url = endpointOf(values.endpoint, terminal);
  const api = createApi(values, terminal);
  try {
    const { stateMachines } = await api.call('ListStateMachines', {});
    const count = Array.isArray(stateMachines) ? stateMachines.length : 0;
    return { what: 'endpoint', state: 'good', detail: `${url}, ${count} state machines` };
  } catch (error) {
    const isUnasked = values.endpoint === undefined && isLocal(url);
    const detail = error instanceof Error ? error.message : String(error);
    return { what: 'endpoint', state: isUnasked ? 'missing' : 'bad', detail };
  } finally {
    api.close();
  }
}
