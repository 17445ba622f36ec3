import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FlagError, parseFlags } from '../../scripts/dev/flags.ts';

describe('the flags of the one command', () => {
  it('have defaults', () => {
    expect(parseFlags([])).toEqual({
      help: false,
      examples: true,
      functions: [],
      local: {
        port: 8083,
        data: resolve('.treadle'),
        functionTimeoutSeconds: 60,
        concurrency: 32,
        retryDelaySeconds: 1,
        fuse: true,
        endpoints: {},
      },
    });
  });

  it('take several endpoints and folders, and no examples', () => {
    const args = ['--endpoint', 'lambda=http://127.0.0.1:1', '--endpoint', 'sqs=http://q:2/x=1'];
    const flags = parseFlags([...args, '--functions', 'test', '--functions=core', '--no-examples']);
    expect(flags.local.endpoints).toEqual({ lambda: 'http://127.0.0.1:1', sqs: 'http://q:2/x=1' });
    expect(flags.functions).toEqual([resolve('test'), resolve('core')]);
    expect(flags.examples).toBe(false);
  });

  it('name the connections of HTTP Tasks, and let them call this machine', () => {
    const { local } = parseFlags(['--connections', 'package.json', '--allow-local-http']);
    expect(local.connections).toBe(resolve('package.json'));
    expect(local.allowLocalHttp).toBe(true);
  });

  it('keep nothing with --memory', () => {
    expect(parseFlags(['--memory']).local.data).toBeUndefined();
  });

  it.each([
    [['--port', 'many'], '--port takes a whole number from 0 to 65535, not "many".'],
    [['--port', '70000'], '--port takes a whole number from 0 to 65535, not "70000".'],
    [['--endpoint', 'lambda'], /^--endpoint takes <service>=<url>/],
    [['--functions', 'no/such/folder'], '--functions no/such/folder is not a folder.'],
    [['--connections', 'no/such.json'], '--connections no/such.json is not a file.'],
    [['--memory', '--data', 'x'], '--memory and --data exclude each other.'],
    [['--colour'], "Unknown option '--colour'. See --help."],
    [['stray'], /^Unexpected argument 'stray'.*See --help.$/],
  ])('refuse %j in one line', (args, message) => {
    expect(() => parseFlags(args)).toThrow(message);
    expect(() => parseFlags(args)).toThrow(FlagError);
  });
});
