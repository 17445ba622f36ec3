import { describe, expect, it } from 'vitest';
import { integrationOf } from '../../core/integrations/index.ts';
import type { Answer } from '../../core/integrations/integration.ts';
import type { JsonObject } from '../../core/json.ts';

const httpInvoke = integrationOf('arn:aws:states:::http:invoke');

function outcome(answer: Answer) {
  return httpInvoke?.outcome(answer);
}

function answered(status: number, output: JsonObject): Answer {
  return { type: 'answered', status, headers: {}, output };
}

function refused(code: string, message: string): Answer {
  return { type: 'refused', status: 0, code, message, requestId: '' };
}

describe('an HTTP Task', () => {
  it('has the answer as its result, a JSON body as a value', () => {
    const Headers = { 'content-type': ['application/json'], 'set-cookie': ['a=1', 'b=2'] };
    const output = { Headers, Body: '{"total":1.50}', StatusText: 'OK' };
    expect(JSON.stringify(outcome(answered(200, output)))).toBe(
      JSON.stringify({
        type: 'TaskSucceeded',
        output: { Headers, ResponseBody: 0, StatusCode: 200, StatusText: 'OK' },
      }).replace('"ResponseBody":0', '"ResponseBody":{"total":1.50}'),
    );
  });

  it.each([
    ['text', 'plain words'],
    ['nothing', ''],
  ])('has a body of %s as text', (_, Body) => {
    const output = { Headers: {}, ResponseBody: Body, StatusCode: 201, StatusText: 'Created' };
    const answer = answered(201, { Headers: {}, Body, StatusText: 'Created' });
    expect(outcome(answer)).toEqual({ type: 'TaskSucceeded', output });
  });

  it.each([
    [302, 'Found'],
    [429, 'Too Many Requests'],
    [503, 'Service Unavailable'],
  ])('fails by the number of status %i', (status, StatusText) => {
    expect(outcome(answered(status, { Body: '{"reason":"kept"}', StatusText }))).toEqual({
      type: 'TaskFailed',
      failure: { error: `States.Http.StatusCode.${status}`, cause: StatusText },
    });
  });

  it('fails by States.Http.Socket where no answer came', () => {
    expect(outcome(refused('TimeoutError', 'Read timed out'))).toEqual({
      type: 'TaskFailed',
      failure: { error: 'States.Http.Socket', cause: 'Read timed out' },
    });
  });

  it('fails by the errors of its connection', () => {
    const error = 'Events.ConnectionResource.ResourceNotFound';
    expect(outcome(refused(error, 'none'))).toEqual({
      type: 'TaskFailed',
      failure: { error, cause: 'none' },
    });
  });

  it('is not called again where nobody knows if it was', () => {
    expect(httpInvoke).toMatchObject({ idempotent: false, lost: { error: 'States.Http.Unknown' } });
  });
});
