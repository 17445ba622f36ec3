/** Glue DataBrew: runs a job. https://docs.aws.amazon.com/step-functions/latest/dg/connect-databrew.html */

import { type Java1Service, optimized } from './optimized.ts';

const databrew: Java1Service = {
  service: 'databrew',
  errorPrefix: 'DataBrew',
  baseException: 'AWSGlueDataBrewException',
  inCauses: 'AWSGlueDataBrew',
};

export const startJobRun = optimized(databrew, { action: 'startJobRun' });
