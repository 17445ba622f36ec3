/** SNS: publishes a message. https://docs.aws.amazon.com/step-functions/latest/dg/connect-sns.html */

import { optimized } from './optimized.ts';

export const publish = optimized(
  {
    service: 'sns',
    errorPrefix: 'SNS',
    baseException: 'AmazonSNSException',
    inCauses: 'AmazonSNS',
  },
  { action: 'publish', required: ['Message'] },
);
