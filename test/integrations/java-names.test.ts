/** The names that AWS's Java SDKs have for members and errors. */

import { describe, expect, it } from 'vitest';
import {
  java1ExceptionName,
  javaExceptionName,
  javaMemberName,
} from '../../core/integrations/aws-sdk/java-names.ts';

describe('the name of a member', () => {
  it.each([
    ['taskArn', 'TaskArn'],
    ['Item', 'Item'],
    ['ETag', 'ETag'],
    ['ChecksumCRC32', 'ChecksumCRC32'],
    ['DBInstances', 'DbInstances'],
    ['MD5OfMessageBody', 'Md5OfMessageBody'],
    ['SSEKMSKeyId', 'SsekmsKeyId'],
    ['ARN', 'Arn'],
    ['BOOL', 'Bool'],
    ['NULL', 'Nul'],
    ['S', 'S'],
  ])('%s is %s', (model, java) => expect(javaMemberName(model)).toBe(java));
});

describe('the name of an error', () => {
  it.each([
    ['NoSuchBucket', 'NoSuchBucketException'],
    ['ResourceNotFoundException', 'ResourceNotFoundException'],
    ['DBInstanceNotFoundFault', 'DbInstanceNotFoundException'],
    ['KMSInvalidStateException', 'KmsInvalidStateException'],
    ['InternalServerError', 'InternalServerErrorException'],
  ])('%s is %s', (model, java) => expect(javaExceptionName(model)).toBe(java));

  it('keeps its acronyms in optimized integrations', () => {
    expect(java1ExceptionName('ExecutionAlreadyExists')).toBe('ExecutionAlreadyExistsException');
    expect(java1ExceptionName('KMSOptInRequired')).toBe('KMSOptInRequiredException');
  });
});
