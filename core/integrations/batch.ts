/** Batch: submits a job. https://docs.aws.amazon.com/step-functions/latest/dg/connect-batch.html */

import { type Java1Service, optimized } from './optimized.ts';

const batch: Java1Service = {
  service: 'batch',
  errorPrefix: 'Batch',
  baseException: 'AWSBatchException',
  inCauses: 'AWSBatch',
};

export const submitJob = optimized(batch, { action: 'submitJob' });
