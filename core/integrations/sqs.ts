/** SQS: sends a message. https://docs.aws.amazon.com/step-functions/latest/dg/connect-sqs.html */

import { optimized } from './optimized.ts';

export const sendMessage = optimized(
  {
    service: 'sqs',
    errorPrefix: 'SQS',
    baseException: 'AmazonSQSException',
    inCauses: 'AmazonSQS',
  },
  { action: 'sendMessage', required: ['QueueUrl', 'MessageBody'] },
);
