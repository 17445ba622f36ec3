/** MediaConvert: makes a job. https://docs.aws.amazon.com/step-functions/latest/dg/connect-mediaconvert.html */

import { type Java1Service, optimized } from './optimized.ts';

const mediaconvert: Java1Service = {
  service: 'mediaconvert',
  errorPrefix: 'MediaConvert',
  baseException: 'AWSMediaConvertException',
  inCauses: 'AWSMediaConvert',
};

export const createJob = optimized(mediaconvert, { action: 'createJob', idempotent: true });
