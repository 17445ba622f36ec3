/** `treadle deploy`: brings the definitions of a folder to an endpoint. */

import { parseEnv } from 'node:util';
import { equalJson, type JsonObject, parseJson } from '../../../core/json.ts';
import { type Api, createApi, isLocal } from '../api.ts';
import { defineCommand, endpointOptions, jsonOption, UsageError } from '../command.ts';
import { readText } from '../definition.ts';
import { changesBetween, sizeOf } from '../deploy/changes.ts';
import { type DeployedFile, readFolder } from '../deploy/read-folder.ts';
import { EXIT } from '../exit-codes.ts';
import type { Colour } from '../terminal.ts';

const LOCAL_ROLE = 'arn:aws:iam::123456789012:role/treadle-deploy';

interface Change {
  name: string;
  action: 'create' | 'update' | 'keep';
  /** What differs. */
  changes: string;
  stateMachineArn?: string;
}

const SIGNS: Readonly<Record<Change['action'], readonly [string, Colour]>> = {
  create: ['+', 'green'],
  update: ['~', 'yellow'],
  keep: ['=', 'dim'],
};

export const deploy = defineCommand({
  summary: 'bring the definitions of a folder to an endpoint',
  usage: '<folder> [options]',
  about: `Each *.asl.json, *.asl.yaml and *.asl.yml below the folder becomes the state machine of its name: it is created where there is none, and
updated where it differs. All are checked before the first is deployed. \${Name} in a definition stands for a value of --param or
--env; \${!Name} for itself.`,
  takesFiles: true,
  options: {
    param: {
      type: 'string',
      short: 'p',
      multiple: true,
      value: '<name=value>',
      help: 'a value for that name; before those of --env',
    },
    env: {
      type: 'string',
      multiple: true,
      value: '<file>',
      help: 'values, a line each: NAME=value',
    },
    role: {
      type: 'string',
      value: '<arn>',
      help: 'the role of the state machines; needed for new ones, unless the endpoint is local',
    },
    express: {
      type: 'string',
      multiple: true,
      value: '<name>',
      help: 'the state machine of that name is an Express one',
    },
    publish: { type: 'boolean', help: 'publish a version of each that is created or updated' },
    'dry-run': { type: 'boolean', help: 'say what would change, and change nothing' },
    ...endpointOptions,
    ...jsonOption,
  },
  examples: [
    ['treadle deploy machines --dry-run', 'shows what would change'],
    [
      'treadle deploy machines --env prod.env -p TableName=orders --role arn:aws:iam::123456789012:role/workflows',
      'deploys with values',
    ],
  ],
  async run({ operands: [folder], values, terminal }) {
    if (folder === undefined) throw new UsageError('Which folder? treadle deploy <folder>');
    const { style } = terminal;
    const files = await readFolder(folder, valuesOf(values), values.express, style);
    const api = createApi(values, terminal);
    const done: Change[] = [];
    for (const file of files) {
      const change = await deployFile(api, file, {
        role: values.role,
        publish: values.publish,
        isDry: values['dry-run'],
      });
      done.push(change);
      const [sign, colour] = SIGNS[change.action];
      if (values.json) continue;
      terminal.print(`${style(colour, `${sign} ${change.name}`)}  ${change.changes}`.trimEnd());
    }
    api.close();
    if (values.json) terminal.print(JSON.stringify(done, undefined, 2));
    const changed = done.filter(({ action }) => action !== 'keep').length;
    const would = values['dry-run'] ? ' would change' : ' changed';
    terminal.note(`${changed} of ${done.length}${would} at ${api.endpoint}`);
    return EXIT.SUCCEEDED;
  },
});

interface DeployOptions {
  role: string | undefined;
  publish: boolean;
  isDry: boolean;
}

async function deployFile(
  api: Api,
  { name, type, definition }: DeployedFile,
  { role, publish, isDry }: DeployOptions,
): Promise<Change> {
  const existing = await find(api, name);
  const after = parseJson(definition);
  if (!existing) {
    const roleArn = role ?? (isLocal(api.endpoint) ? LOCAL_ROLE : undefined);
    if (roleArn === undefined) {
      throw new UsageError(`${name} is new, and has no role: give it one by --role <arn>.`);
    }
    const changes = sizeOf(after);
    if (isDry) return { name, action: 'create', changes };
    const request = { name, definition, roleArn, type, publish };
    const { stateMachineArn } = await api.call('CreateStateMachine', request);
    return { name, action: 'create', changes, stateMachineArn: String(stateMachineArn) };
  }
  const stateMachineArn = String(existing.stateMachineArn);
  if (existing.type !== type) {
    throw new UsageError(
      `${name} is ${existing.type} at ${api.endpoint}, and a state machine keeps its type: ${type === 'EXPRESS' ? 'leave out' : 'give'} --express ${name}.`,
    );
  }
  const before = parseJson(String(existing.definition));
  const isOtherRole = role !== undefined && role !== existing.roleArn;
  if (equalJson(before, after) && !isOtherRole) {
    return { name, action: 'keep', changes: '', stateMachineArn };
  }
  const changes = [changesBetween(before, after), ...(isOtherRole ? ['the role'] : [])]
    .filter((change) => change !== '')
    .join('; ');
  if (!isDry) {
    await api.call('UpdateStateMachine', {
      stateMachineArn,
      definition,
      publish,
      ...(role !== undefined && { roleArn: role }),
    });
  }
  return { name, action: 'update', changes, stateMachineArn };
}

async function find(api: Api, name: string): Promise<JsonObject | undefined> {
  const machines = await api.list('ListStateMachines', {}, 'stateMachines');
  const found = machines.find((machine) => machine.name === name);
  return (
    found && api.call('DescribeStateMachine', { stateMachineArn: found.stateMachineArn ?? '' })
  );
}

/** @throws {UsageError} for a parameter without a name */
function valuesOf({ param, env }: { param: string[]; env: string[] }): Map<string, string> {
  const values = new Map<string, string>();
  for (const file of env) {
    for (const [name, value] of Object.entries(parseEnv(readText(file)))) {
      if (value !== undefined) values.set(name, value);
    }
  }
  for (const given of param) {
    const [, name, value = ''] = /^([^=]+)=(.*)$/s.exec(given) ?? [];
    if (name === undefined) throw new UsageError(`--param takes <name>=<value>, not "${given}".`);
    values.set(name, value);
  }
  return values;
}
