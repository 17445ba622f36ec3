import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createHttpTask, type HttpTaskOptions } from '../../core/aws/http-task.ts';
import type { Json, JsonObject } from '../../core/json.ts';
import type { TaskRequest, TaskResponse } from '../../core/ports.ts';

interface Seen {
  method: string;
  url: string;
  headers: IncomingMessage['headers'];
  body: string;
}

type Answer = (response: ServerResponse, seen: Seen) => void;

const folder = mkdtempSync(join(tmpdir(), 'treadle-connections-'));
const file = join(folder, 'connections.json');
let server: Server;
let url: string;
let seen: Seen[];
let answer: Answer;

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method = '', url: path = '', headers } = request;
    const one = { method, url: path, headers, body };
    seen.push(one);
    if (path === '/token') {
      const token = { access_token: `token-number-${seen.length}`, expires_in: 3600 };
      response.end(JSON.stringify(token));
    } else answer(response, one);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const parameters = { HeaderParameters: [{ Key: 'X-Team', Value: 'red' }] };
  const client = { ClientID: 'me', ClientSecret: 'a secret of mine' };
  const connections = {
    basic: {
      AuthorizationType: 'BASIC',
      AuthParameters: { BasicAuthParameters: { Username: 'ada', Password: 'engine-no-1' } },
    },
    key: {
      AuthorizationType: 'API_KEY',
      AuthParameters: {
        ApiKeyAuthParameters: { ApiKeyName: 'X-Key', ApiKeyValue: 'key-of-ada' },
        InvocationHttpParameters: parameters,
      },
    },
    oauth: {
      AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
      AuthParameters: {
        OAuthParameters: {
          AuthorizationEndpoint: `${url}/token`,
          HttpMethod: 'POST',
          ClientParameters: client,
          OAuthHttpParameters: { BodyParameters: [{ Key: 'audience', Value: 'orders' }] },
        },
      },
    },
    closed: {
      AuthorizationType: 'OAUTH_CLIENT_CREDENTIALS',
      AuthParameters: {
        OAuthParameters: { AuthorizationEndpoint: `${url}/closed`, ClientParameters: client },
      },
    },
  };
  writeFileSync(file, JSON.stringify(connections));
});

beforeEach(() => {
  seen = [];
  answer = (response) => response.end('{}');
});

afterAll(() => {
  server.close();
  rmSync(folder, { recursive: true });
});

const nobody = () => Promise.reject(new Error('nobody is to be asked'));

function task(options: Partial<HttpTaskOptions> = {}, env: HttpTaskOptions['env'] = {}) {
  const local = { TREADLE_CONNECTIONS: file, TREADLE_ALLOW_LOCAL_HTTP: 'true', ...env };
  const call = createHttpTask({ call: nobody, env: local, ...options });
  return (
    args: JsonObject,
    signal = new AbortController().signal,
    trace?: TaskRequest['trace'],
  ): Promise<TaskResponse> => {
    const parameters = { ApiEndpoint: `${url}/orders`, Method: 'GET', ...args };
    const request: TaskRequest = {
      service: 'http',
      action: 'invoke',
      parameters,
      idempotencyKey: 'k',
      ...(trace && { trace }),
    };
    return call(request, signal, undefined);
  };
}

function by(connection: string): JsonObject {
  const ConnectionArn = `arn:aws:events:us-east-1:123456789012:connection/${connection}/81210c42`;
  return { InvocationConfig: { ConnectionArn } };
}

describe('the trace of a call', () => {
  it.each([
    ['hidden', false],
    ['revealed', true],
  ] as const)('%s, shows what the connection adds: %s', async (trace, shows) => {
    answer = (response) => response.writeHead(200, 'OK').end('key-of-ada');
    const response = await task()(by('key'), undefined, trace);
    const text = JSON.stringify('trace' in response ? response.trace : undefined);
    expect(response).toMatchObject({
      trace: {
        request: { protocol: 'http', method: 'GET', url: `${url}/orders`, body: '' },
        response: {
          statusCode: '200',
          statusMessage: 'OK',
          body: shows ? 'key-of-ada' : '[secret]',
        },
      },
    });
    expect(text.includes('x-key: key-of-ada')).toBe(shows);
  });
});

describe('the call', () => {
  it('sends the request with the credentials, and shows the answer', async () => {
    answer = (response) => {
      response.setHeader('set-cookie', ['a=1', 'b=2']);
      response.writeHead(201, 'Made').end('{"id":1}');
    };
    const RequestBody = { item: 'tea' };
    const response = await task()({ ...by('key'), Method: 'POST', RequestBody });
    expect(response).toMatchObject({
      type: 'answered',
      status: 201,
      output: { Headers: { 'set-cookie': ['a=1', 'b=2'] }, Body: '{"id":1}', StatusText: 'Made' },
    });
    expect(seen).toMatchObject([
      {
        method: 'POST',
        url: '/orders',
        body: '{"item":"tea"}',
        headers: {
          'x-key': 'key-of-ada',
          'x-team': 'red',
          'content-length': '14',
          'user-agent': 'Amazon|StepFunctions|HttpInvoke|us-east-1',
          range: 'bytes=0-6291456',
        },
      },
    ]);
  });

  it('authorizes by name and password', async () => {
    await task()(by('basic'));
    const encoded = Buffer.from('ada:engine-no-1').toString('base64');
    expect(seen[0]?.headers.authorization).toBe(`Basic ${encoded}`);
  });

  it('gets a token once, and another when it is no longer taken', async () => {
    const call = task();
    await call(by('oauth'));
    await call(by('oauth'));
    const tokens = () => seen.map(({ url: path, headers }) => headers.authorization ?? path);
    expect(tokens()).toEqual(['/token', 'Bearer token-number-1', 'Bearer token-number-1']);
    expect(Object.fromEntries(new URLSearchParams(seen[0]?.body))).toEqual({
      grant_type: 'client_credentials',
      client_id: 'me',
      client_secret: 'a secret of mine',
      audience: 'orders',
    });
    seen = [];
    answer = (response, { headers }) => {
      response.statusCode = headers.authorization === 'Bearer token-number-1' ? 401 : 200;
      response.end();
    };
    expect(await call(by('oauth'))).toMatchObject({ status: 200 });
    expect(tokens()).toEqual(['Bearer token-number-1', '/token', 'Bearer token-number-2']);
  });

  it('says that there is no token to be had, and nothing of the secret', async () => {
    answer = (response) => response.writeHead(403).end('a secret of mine');
    const response = await task()(by('closed'));
    expect(response).toMatchObject({ code: 'Events.ConnectionResource.AccessDenied', status: 0 });
    expect(JSON.stringify(response)).not.toContain('a secret');
  });

  it('does not show secrets that the answer repeats', async () => {
    answer = (response, { headers }) => {
      response.setHeader('echo', String(headers.authorization ?? headers['x-key']));
      response.end(JSON.stringify(headers));
    };
    for (const connection of ['basic', 'key', 'oauth']) {
      const text = JSON.stringify(await task()(by(connection)));
      expect(text).toContain('[secret]');
      expect(text).not.toMatch(/engine-no-1|key-of-ada|token-number|YWRhOmVuZ2luZS1uby0x/);
    }
  });
});

describe('a guard', () => {
  const https = (host: string) => ({ ApiEndpoint: `https://${host}/orders`, ...by('key') });
  const strict = { TREADLE_ALLOW_LOCAL_HTTP: 'false' };

  it.each([
    'localhost',
    '127.0.0.1',
    '2130706433',
    '0x7f.1',
    '0',
    '10.0.0.1',
    '169.254.169.254',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[fd00:ec2::254]',
  ])('keeps tasks from https://%s', async (host) => {
    const response = await task({}, strict)(https(host));
    expect(response).toMatchObject({ type: 'unusable', reason: expect.stringMatching(/public/) });
    expect(seen).toEqual([]);
  });

  it('keeps tasks from HTTP without TLS, and from this machine', async () => {
    expect(await task({}, strict)(by('key'))).toMatchObject({
      type: 'unusable',
      reason: expect.stringMatching(/https:\/\//),
    });
    expect(seen).toEqual([]);
  });

  it('lets local tests call nothing but this machine without TLS', async () => {
    for (const host of ['10.0.0.1', '8.8.8.8', '169.254.169.254']) {
      const response = await task()({ ApiEndpoint: `http://${host}/`, ...by('key') });
      expect(response).toMatchObject({ type: 'unusable' });
    }
  });

  it('keeps tasks from names that lead to addresses which are not public', async () => {
    const resolve = async () => [{ address: '10.0.0.1', family: 4 }];
    const response = await task({ resolve }, strict)(https('innocent.example.com'));
    expect(response).toMatchObject({
      type: 'unusable',
      reason: expect.stringContaining('innocent.example.com (10.0.0.1)'),
    });
  });

  it('connects to the very address that it has looked at', async () => {
    let asked = 0;
    const resolve = async () => {
      asked++;
      return [{ address: asked === 1 ? '127.0.0.1' : '10.0.0.1', family: 4 }];
    };
    const ApiEndpoint = `http://rebinding.example.com:${new URL(url).port}/orders`;
    expect(await task({ resolve })({ ApiEndpoint, ...by('key') })).toMatchObject({ status: 200 });
    expect(asked).toBe(1);
  });

  it('keeps the server that gives out tokens to the same addresses', async () => {
    const response = await task({}, strict)({ ...https('api.example.com'), ...by('oauth') });
    expect(response).toMatchObject({ type: 'unusable' });
    expect(seen).toEqual([]);
  });

  it('follows no redirection', async () => {
    answer = (response) => response.writeHead(302, { location: `${url}/elsewhere` }).end();
    expect(await task()(by('key'))).toMatchObject({ type: 'answered', status: 302 });
    expect(seen).toHaveLength(1);
  });

  it('ends an answer that is too large', async () => {
    answer = (response) => response.end('x'.repeat(2000));
    const response = await task({}, { TREADLE_PAYLOAD_LIMIT: '1000' })(by('key'));
    expect(response).toMatchObject({ type: 'refused', code: 'States.DataLimitExceeded' });
  });

  it.each([
    ['a content type of bytes', 'image/png', 'text'],
    ['bytes that are no text', 'text/plain', Buffer.from([0xc3, 0x28])],
  ])('refuses %s', async (_, type, body) => {
    answer = (response) => response.writeHead(200, { 'content-type': type }).end(body);
    expect(await task()(by('key'))).toMatchObject({ type: 'unusable' });
  });

  it('refuses a header with a line break', async () => {
    const Headers = { 'x-note': 'a\r\nx-key: b' };
    expect(await task()({ ...by('key'), Headers })).toMatchObject({ type: 'unusable' });
    expect(seen).toEqual([]);
  });
});

describe('a call without an answer', () => {
  it('says so where the server breaks off', async () => {
    answer = (response) => response.destroy();
    expect(await task()(by('key'))).toMatchObject({ type: 'refused', code: 'SocketError' });
  });

  it('ends when its time is over', async () => {
    const time = new AbortController();
    answer = () => time.abort();
    await expect(task()(by('key'), time.signal)).rejects.toMatchObject({ name: 'AbortError' });
  });
});

describe('the connection', () => {
  it.each([
    ['is not in the file', {}, by('other'), 'ResourceNotFound'],
    ['has no file', { TREADLE_CONNECTIONS: '' }, by('key'), 'ResourceNotFound'],
  ])('that %s is an error of its own', async (_, env, args, code) => {
    const response = await task({}, env)(args);
    expect(response).toMatchObject({ code: `Events.ConnectionResource.${code}` });
  });

  it('says nothing of a file that is no JSON', async () => {
    const broken = join(folder, 'broken.json');
    writeFileSync(broken, '{"key": a-secret-key}');
    const response = await task({}, { TREADLE_CONNECTIONS: broken })(by('key'));
    expect(response).toMatchObject({ code: 'Events.ConnectionResource.InternalError' });
    expect(JSON.stringify(response)).not.toContain('a-secret');
  });

  it('has to be named', async () => {
    expect(await task()({})).toMatchObject({
      type: 'unusable',
      reason: expect.stringContaining('ConnectionArn'),
    });
  });

  it('is put together from EventBridge and Secrets Manager', async () => {
    const answers: Record<string, JsonObject> = {
      describeConnection: {
        AuthorizationType: 'API_KEY',
        ConnectionState: 'AUTHORIZED',
        SecretArn: 'arn:secret',
        AuthParameters: { ApiKeyAuthParameters: { ApiKeyName: 'X-Key' } },
      },
      getSecretValue: { SecretString: '{"api_key_name":"X-Key","api_key_value":"from-the-vault"}' },
    };
    const asked: Json[] = [];
    const call = async ({ service, action, parameters }: TaskRequest): Promise<TaskResponse> => {
      asked.push([service, action, parameters]);
      return { type: 'answered', status: 200, headers: {}, output: answers[action] ?? {} };
    };
    const env = { TREADLE_ALLOW_LOCAL_HTTP: 'true' };
    const response = await createHttpTask({ call, env })(
      {
        service: 'http',
        action: 'invoke',
        parameters: { ApiEndpoint: url, Method: 'GET', ...by('Stripe') },
        idempotencyKey: 'k',
      },
      new AbortController().signal,
      undefined,
    );
    expect(response).toMatchObject({ status: 200 });
    expect(seen[0]?.headers['x-key']).toBe('from-the-vault');
    expect(asked).toEqual([
      ['eventbridge', 'describeConnection', { Name: 'Stripe' }],
      ['secretsmanager', 'getSecretValue', { SecretId: 'arn:secret' }],
    ]);
  });

  it.each([
    ['ResourceNotFoundException', 'ResourceNotFound'],
    ['AccessDeniedException', 'AccessDenied'],
    ['ThrottlingException', 'InternalError'],
  ])('that EventBridge refuses by %s fails by %s', async (code, name) => {
    const call = async (): Promise<TaskResponse> => ({
      type: 'refused',
      status: 400,
      code,
      message: 'no',
      requestId: '',
    });
    const options = { call, env: {} };
    const parameters = { ApiEndpoint: 'https://api.example.com', Method: 'GET', ...by('x') };
    const request = { service: 'http', action: 'invoke', parameters, idempotencyKey: 'k' };
    expect(
      await createHttpTask(options)(request, new AbortController().signal, undefined),
    ).toMatchObject({ code: `Events.ConnectionResource.${name}`, message: 'no' });
  });
});
