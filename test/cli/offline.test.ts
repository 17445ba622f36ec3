import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { commands } from '../../scripts/cli/commands/index.ts';
import { completionScript, type Shell } from '../../scripts/cli/completion.ts';
import { substitute } from '../../scripts/cli/deploy/substitute.ts';
import { cliPage } from '../../scripts/cli/page.ts';
import { folderWith, machineOf, placeholder, root, treadle } from './treadle.ts';

describe('treadle validate', () => {
  const folder = folderWith({
    'good.asl.json': machineOf({ Type: 'Pass', End: true }),
    'bad.asl.json': machineOf({ Type: 'Pass', Next: 'Nowhere' }),
    'bad.asl.yaml': 'StartAt: A\nStates:\n  A:\n    Type: Pass\n    Nxt: B\n    End: true\n',
    'text.asl.yaml': 'StartAt: [A\nStates: {}\n',
    'other.json': '{}',
  });

  it('shows what is wrong where it stands, in JSON and in YAML', async () => {
    const { code, stdout, stderr } = await treadle(['validate', folder]);
    expect(stdout).toContain(`${folder}/bad.asl.json:6:7 error MISSING_TRANSITION_TARGET`);
    expect(stdout).toContain('> 6 |       "Next": "Nowhere"\n    |       ^');
    expect(stdout).toContain(`${folder}/bad.asl.yaml:5:5 error SCHEMA_VALIDATION_FAILED`);
    expect(stdout).toContain('> 5 |     Nxt: B\n    |     ^');
    expect(stdout).toContain(`${folder}/text.asl.yaml:2:1 error INVALID_JSON_DESCRIPTION`);
    expect(stderr).toContain('4 checked, 4 errors, 0 warnings');
    expect(code).toBe(3);
  });

  it('takes files and patterns, and prints JSON for tools', async () => {
    const ran = await treadle(['validate', join(folder, '{good,bad}.asl.json'), '--json']);
    expect(JSON.parse(ran.stdout)).toContainEqual({
      file: join(folder, 'bad.asl.json'),
      severity: 'ERROR',
      code: 'MISSING_TRANSITION_TARGET',
      message: "Missing 'Next' target: Nowhere",
      location: '/States/A/Next',
      line: 6,
      column: 7,
    });
    expect(ran.code).toBe(3);
    expect((await treadle(['validate', join(folder, 'good.asl.json')])).code).toBe(0);
  });
});

describe('treadle graph', () => {
  const file = 'examples/order-saga/definition.asl.json';

  it('draws SVG and Mermaid', async () => {
    const svg = await treadle(['graph', file]);
    expect(svg.stdout).toMatch(/^<svg [\s\S]*Charge card[\s\S]*<\/svg>\n$/);
    const mermaid = await treadle(['graph', file, '--mermaid']);
    expect(mermaid.stdout).toMatch(/^flowchart TD\n/);
  });

  it('writes a file', async () => {
    const path = join(folderWith({}), 'saga.svg');
    const { code, stdout } = await treadle(['graph', file, '--svg', '-o', path]);
    expect({ code, stdout }).toEqual({ code: 0, stdout: '' });
    expect(readFileSync(path, 'utf8')).toContain('<svg');
  });
});

describe('treadle test-state', () => {
  const file = 'examples/order-saga/definition.asl.json';
  const pay = ['test-state', file, '-s', 'Ship order', '-i', '{"orderId":"1","country":"DE"}'];

  it('says what a state does with its input', async () => {
    const { code, stdout } = await treadle([...pay, '--mock-result', '{"trackingNumber":"t"}']);
    expect(JSON.parse(stdout)).toMatchObject({ status: 'SUCCEEDED', nextState: 'Order completed' });
    expect(code).toBe(0);
  });

  it('says whether a failure is caught, retried or final', async () => {
    const caught = await treadle([...pay, '--mock-error', 'NoCarrier: none']);
    expect(JSON.parse(caught.stdout)).toMatchObject({ status: 'CAUGHT_ERROR', cause: 'none' });
    expect(caught.code).toBe(0);
    const retried = await treadle([...pay, '--mock-error', 'Lambda.ServiceException']);
    expect(JSON.parse(retried.stdout)).toMatchObject({ status: 'RETRIABLE' });
    expect(retried.code).toBe(1);
  });

  it('says which state there is not', async () => {
    const { code, stderr } = await treadle(['test-state', file, '-s', 'None']);
    expect(stderr).toContain('State not found in definition');
    expect(code).toBe(2);
  });
});

describe('the command line', () => {
  it('says what was meant by a slip', async () => {
    const { code, stderr } = await treadle(['valdate', 'x']);
    expect(stderr).toContain('There is no command valdate. Did you mean validate?');
    expect(code).toBe(2);
  });

  it('says what there is, and its version', async () => {
    const { stdout } = await treadle(['help']);
    for (const name of Object.keys(commands)) expect(stdout).toContain(`\n  ${name} `);
    const version = await treadle(['--version']);
    expect(version.stdout).toMatch(/^treadle \d+\.\d+\.\d+ \(Node 24\.\d+\.\d+\)\n$/);
  });

  it('has examples in the help of each command', async () => {
    for (const [name, { examples }] of Object.entries(commands)) {
      expect(examples.length, name).toBeGreaterThan(0);
      for (const [line] of examples) expect(line).toContain(`treadle ${name}`);
    }
  });

  it('reaches nobody where nobody listens', async () => {
    const { code, stderr } = await treadle(['ls', '--endpoint', 'http://127.0.0.1:1']);
    expect(stderr).toContain('http://127.0.0.1:1 cannot be reached');
    expect(code).toBe(6);
  });
});

describe('completion', () => {
  it.each<Shell>(['bash', 'zsh', 'fish'])('of %s knows every command and option', (shell) => {
    const script = completionScript(shell, commands);
    for (const [name, { options }] of Object.entries(commands)) {
      expect(script).toMatch(new RegExp(`\\b${name}\\b`));
      for (const option of Object.keys(options)) {
        expect(script).toContain(shell === 'fish' ? `-l ${option}` : `--${option}`);
      }
    }
  });

  it('completes in bash', () => {
    const script = `${completionScript('bash', commands)}
COMP_WORDS=(treadle val); COMP_CWORD=1; _treadle; echo "\${COMPREPLY[@]}"
COMP_WORDS=(treadle run --sk); COMP_CWORD=2; _treadle; echo "\${COMPREPLY[@]}"`;
    const shown = execFileSync('bash', ['-c', script], { encoding: 'utf8' });
    expect(shown).toBe('validate\n--skip-time\n');
  });
});

describe('what is written down', () => {
  it('docs/cli.md is what the help texts say', () => {
    expect(readFileSync(join(root, 'docs/cli.md'), 'utf8')).toBe(cliPage());
  });
});

describe('substitution', () => {
  const values = new Map([['Table', 'a"b']]);
  const table = placeholder('Table');

  it('puts values in, escaped in JSON', () => {
    expect(substitute(`{"t": "${table}"}`, values, 'json').text).toBe('{"t": "a\\"b"}');
    expect(substitute(`t: ${table}`, values, 'yaml').text).toBe('t: a"b');
  });

  it('leaves a name behind an exclamation mark to stand for itself', () => {
    const literal = substitute(placeholder('!Table'), values, 'yaml');
    expect(literal).toEqual({ text: table, missing: [] });
  });

  it('says which values are missing, and where', () => {
    const other = placeholder('Other');
    const { missing } = substitute(`a\nb: ${other} ${other}`, values, 'yaml');
    expect(missing).toEqual([{ name: 'Other', line: 2, column: 4 }]);
  });
});
