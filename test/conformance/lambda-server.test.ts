/** The stand-in for Lambda: each behaviour as the Invoke API shows it. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type LambdaServer, startLambdaServer } from '../../scripts/conformance/lambda-server.ts';

let server: LambdaServer;
beforeAll(async () => {
  server = await startLambdaServer();
  server.add({
    echo: { behaviour: 'echo' },
    fixed: { behaviour: 'return', payload: { Return: 'HelloWorld' } },
    late: { behaviour: 'sleep', seconds: 0 },
    broken: { behaviour: 'raise', errorType: 'Exception', errorMessage: 'No way.', line: 2 },
    bytes: { behaviour: 'bytes' },
  });
});
afterAll(() => server.close());

const invoke = (name: string, event = ''): Promise<Response> =>
  fetch(`${server.url}/2015-03-31/functions/${encodeURIComponent(name)}/invocations`, {
    method: 'POST',
    body: event,
  });

describe('the stand-in for Lambda', () => {
  it('echoes the event in the spacing of Python, numbers as they were written', async () => {
    const response = await invoke('echo', '{"a":[0.0,"x,y:z"]}');
    expect(await response.text()).toBe('{"a": [0.0, "x,y:z"]}');
    expect(response.headers.get('X-Amz-Executed-Version')).toBe('$LATEST');
    expect(response.headers.get('Content-Length')).toBe('21');
  });

  it('takes no event for an empty object', async () => {
    expect(await (await invoke('echo')).text()).toBe('{}');
  });

  it('returns the payload, now or later', async () => {
    expect(await (await invoke('fixed', '1')).text()).toBe('{"Return": "HelloWorld"}');
    expect(await (await invoke('late', '1')).text()).toBe('1');
    expect(await (await invoke('bytes')).text()).toBe('"HelloWorld!"');
  });

  it('fails as the Python runtime does', async () => {
    const response = await invoke('arn:aws:lambda:us-east-1:123456789012:function:broken');
    const requestId = response.headers.get('x-amzn-RequestId');
    expect(response.status).toBe(200);
    expect(response.headers.get('X-Amz-Function-Error')).toBe('Unhandled');
    expect(await response.text()).toBe(
      `{"errorMessage": "No way.", "errorType": "Exception", "requestId": "${requestId}", ` +
        '"stackTrace": ["  File \\"/var/task/handler.py\\", line 2, in handler\\n    raise Exception(\\"No way.\\")\\n"]}',
    );
  });

  it('knows no other function', async () => {
    const response = await invoke('nobody:7');
    expect(response.status).toBe(404);
    expect(response.headers.get('x-amzn-ErrorType')).toBe('ResourceNotFoundException');
    expect(await response.json()).toEqual({
      Type: 'User',
      Message: 'Function not found: arn:aws:lambda:us-east-1:123456789012:function:nobody:7',
    });
  });
});
