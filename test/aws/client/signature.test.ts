/** Signatures, against AWS's own example and those that the SDK's signer made. */

import { describe, expect, it } from 'vitest';
import { createSigner } from '../../../core/aws/client/signature.ts';

const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
};
const now = new Date('2015-08-30T12:36:00Z');

describe('a signature', () => {
  it('is the one of the example that AWS gives', () => {
    const signer = createSigner(credentials, 'us-east-1', 'service');
    const headers = { host: 'example.amazonaws.com' };
    const signed = signer.sign({ method: 'POST', path: '/', headers, body: '' }, now);
    expect(signed.authorization).toBe(
      'AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/service/aws4_request, SignedHeaders=host;x-amz-date, Signature=5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b',
    );
  });

  it.each([
    [
      'a body',
      '/',
      '{"TableName":"treadle","ä":"🧵"}',
      'edcf28a58b93b54cf84255b00761d91cfc8044ba4baa30f652eddf28f0dfb66c',
    ],
    [
      'an ARN in its path',
      '/2015-03-31/functions/arn%3Aaws%3Alambda%3Aus-east-1/invocations',
      '{}',
      '6ad114ddf0969a3185bf8dd389fe48517a917f0d55ddf60b34bf1610677371ff',
    ],
    [
      'characters that are encoded twice',
      "/schedules/it's(a)*name!",
      '{}',
      'ab19186001e1923f478f3ea8830b224b7f9d8e6430e8064d8cab01f0f5291a21',
    ],
  ])('is the one that the SDK makes of a request with %s', (_, path, body, signature) => {
    const temporary = { ...credentials, sessionToken: 'AQoDYXdzEPT//////////wEXAMPLE' };
    const headers = { host: 'lambda.us-east-1.amazonaws.com', 'x-amz-invocation-type': 'Event' };
    const signer = createSigner(temporary, 'us-east-1', 'lambda');
    const signed = signer.sign({ method: 'POST', path, headers, body }, now);
    expect(signed['x-amz-security-token']).toBe(temporary.sessionToken);
    expect(signed.authorization?.split('Signature=')[1]).toBe(signature);
  });

  it('takes the key of the day', () => {
    const signer = createSigner(credentials, 'us-east-1', 'dynamodb');
    const request = { method: 'POST', path: '/', headers: { host: 'h' }, body: '{}' };
    signer.sign(request, now);
    const later = new Date('2015-08-31T00:00:00Z');
    const fresh = createSigner(credentials, 'us-east-1', 'dynamodb');
    expect(signer.sign(request, later)).toEqual(fresh.sign(request, later));
  });
});
