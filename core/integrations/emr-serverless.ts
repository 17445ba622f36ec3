/** EMR Serverless: runs applications and jobs. https://docs.aws.amazon.com/step-functions/latest/dg/connect-emr-serverless.html */

import { type Java1Service, optimized } from './optimized.ts';

const emrServerless: Java1Service = {
  service: 'emrserverless',
  errorPrefix: 'EmrServerless',
  baseException: 'AWSEMRServerlessException',
  inCauses: 'AWSEMRServerless',
};

export const createApplication = optimized(emrServerless, {
  action: 'createApplication',
  idempotent: true,
});
export const startApplication = optimized(emrServerless, {
  action: 'startApplication',
  idempotent: true,
});
export const stopApplication = optimized(emrServerless, {
  action: 'stopApplication',
  idempotent: true,
});
export const deleteApplication = optimized(emrServerless, {
  action: 'deleteApplication',
  idempotent: true,
});
export const startJobRun = optimized(emrServerless, { action: 'startJobRun', idempotent: true });
export const cancelJobRun = optimized(emrServerless, { action: 'cancelJobRun', idempotent: true });
