import { describe, expect, it } from 'vitest';
import { formText } from '../../../core/integrations/http-invoke/form.ts';
import {
  type Additions,
  BadRequest,
  connectionArnOf,
  httpRequest,
} from '../../../core/integrations/http-invoke/request.ts';
import type { Json, JsonObject } from '../../../core/json.ts';

const nothing: Additions = { headers: [], query: [], body: [] };

function request(args: JsonObject, additions: Partial<Additions> = {}) {
  const whole = { ApiEndpoint: 'https://api.example.com/v1', Method: 'POST', ...args };
  return httpRequest(whole, { ...nothing, ...additions });
}

describe('the request', () => {
  it('holds the arguments, the body as JSON', () => {
    expect(
      request({
        Headers: { 'Request-Id': 7, Accept: ['text/plain', 'text/html'] },
        QueryParameters: { q: 'a b', tag: ['x', 'y'], none: null },
        RequestBody: { text: 'ü', list: [1] },
      }),
    ).toEqual({
      method: 'POST',
      url: 'https://api.example.com/v1?q=a%20b&tag=x&tag=y',
      headers: {
        'request-id': '7',
        accept: 'text/plain, text/html',
        'content-type': 'application/json; charset=UTF-8',
      },
      body: '{"text":"ü","list":[1]}',
    });
  });

  it('has no content type without a body, and keeps the one that is given', () => {
    expect(request({}).headers).toEqual({});
    const given = request({ RequestBody: 'a,b', Headers: { 'Content-Type': 'text/csv' } });
    expect(given).toMatchObject({ headers: { 'content-type': 'text/csv' }, body: 'a,b' });
  });

  it('keeps the query of the endpoint, and takes one as text', () => {
    const ApiEndpoint = 'https://api.example.com/v1?a=1#part';
    expect(request({ ApiEndpoint, QueryParameters: 'b=2&c=3' }).url).toBe(
      'https://api.example.com/v1?a=1&b=2&c=3',
    );
  });

  it('lets the connection win in headers, query and body', () => {
    const joined = request(
      {
        Headers: { 'Header-Param': 'machine', 'Request-Id': 'r' },
        QueryParameters: { QueryParam: 'machine' },
        RequestBody: { Job: 'Engineer', BodyParam: 'machine' },
      },
      {
        headers: [
          ['Header-Param', 'connection'],
          ['Authorization', 'Basic x'],
        ],
        query: [['QueryParam', 'connection']],
        body: [['BodyParam', 'connection']],
      },
    );
    expect(joined).toMatchObject({
      url: 'https://api.example.com/v1?QueryParam=connection',
      headers: { 'header-param': 'connection', 'request-id': 'r', authorization: 'Basic x' },
      body: '{"Job":"Engineer","BodyParam":"connection"}',
    });
  });

  it('treats members called __proto__ as any other', () => {
    const body = JSON.parse('{"__proto__":{"a":1}}') as JsonObject;
    const { body: text } = request({ RequestBody: body }, { body: [['__proto__', 'c']] });
    expect(text).toBe('{"__proto__":"c"}');
  });

  it('is a form where Transform says so', () => {
    const Transform = { RequestBodyEncoding: 'URL_ENCODED' };
    const RequestBody = { description: 'Monthly subscription', metadata: { order_details: 'm r' } };
    expect(request({ RequestBody, Transform }).body).toBe(
      'description=Monthly%20subscription&metadata%5Border_details%5D=m%20r',
    );
  });

  it.each<[string, JsonObject, RegExp]>([
    ['an endpoint that is no URL', { ApiEndpoint: 'EndpointUrl' }, /begins with https/],
    ['a URL of another scheme', { ApiEndpoint: 'file:///etc/passwd' }, /begins with https/],
    ['credentials in the URL', { ApiEndpoint: 'https://u:p@api.example.com' }, /credentials/],
    ['an unknown method', { Method: 'TRACE' }, /one of GET, POST/],
    ['the header Authorization', { Headers: { Authorization: 'Bearer x' } }, /'Authorization'/],
    ['the header Host', { Headers: { Host: 'other' } }, /'Host'/],
    ['headers of proxies', { Headers: { 'X-Forwarded-For': '1' } }, /'X-Forwarded-For'/],
    ['an unknown encoding', { RequestBody: {}, Transform: { RequestBodyEncoding: 'XML' } }, /NONE/],
    [
      'an unknown form of arrays',
      {
        RequestBody: {},
        Transform: {
          RequestBodyEncoding: 'URL_ENCODED',
          RequestEncodingOptions: { ArrayFormat: 'DOTS' },
        },
      },
      /INDICES, REPEAT, COMMAS, BRACKETS/,
    ],
  ])('is refused for %s', (_, args, reason) => {
    expect(() => request(args)).toThrow(BadRequest);
    expect(() => request(args)).toThrow(reason);
  });

  it('is refused where the connection adds to a body of text', () => {
    expect(() => request({ RequestBody: 'text' }, { body: [['a', 'b']] })).toThrow(BadRequest);
  });
});

describe('a form', () => {
  it.each([
    ['INDICES', 'array%5B0%5D=a&array%5B1%5D=b%2Cc'],
    ['REPEAT', 'array=a&array=b%2Cc'],
    ['COMMAS', 'array=a,b%2Cc'],
    ['BRACKETS', 'array%5B%5D=a&array%5B%5D=b%2Cc'],
  ] as const)('writes arrays by %s', (format, text) => {
    expect(formText({ array: ['a', 'b,c'] }, format)).toBe(text);
  });

  it('flattens what is nested', () => {
    const items: Json = [{ price: 'p', quantity: 2, gone: null, on: true }];
    expect(decodeURIComponent(formText({ items }, 'INDICES'))).toBe(
      'items[0][price]=p&items[0][quantity]=2&items[0][gone]=&items[0][on]=true',
    );
  });
});

describe('the connection', () => {
  const ConnectionArn = 'arn:aws:events:us-east-1:123456789012:connection/Stripe/1';

  it.each(['Authentication', 'InvocationConfig'])('is named by %s', (field) => {
    expect(connectionArnOf({ [field]: { ConnectionArn } })).toBe(ConnectionArn);
  });

  it('is required', () => {
    expect(() => connectionArnOf({ Authentication: {} })).toThrow("'ConnectionArn' is required");
  });
});
