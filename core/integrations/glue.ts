/** Glue: runs a job. https://docs.aws.amazon.com/step-functions/latest/dg/connect-glue.html */

import { type Java1Service, optimized } from './optimized.ts';

const glue: Java1Service = {
  service: 'glue',
  errorPrefix: 'Glue',
  baseException: 'AWSGlueException',
  inCauses: 'AWSGlue',
};

export const startJobRun = optimized(glue, { action: 'startJobRun' });
