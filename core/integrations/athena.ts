/** Athena: runs queries. https://docs.aws.amazon.com/step-functions/latest/dg/connect-athena.html */

import { type Java1Service, optimized } from './optimized.ts';

const athena: Java1Service = {
  service: 'athena',
  errorPrefix: 'Athena',
  baseException: 'AmazonAthenaException',
  inCauses: 'AmazonAthena',
};

export const startQueryExecution = optimized(athena, {
  action: 'startQueryExecution',
  idempotent: true,
});
export const stopQueryExecution = optimized(athena, {
  action: 'stopQueryExecution',
  idempotent: true,
});
export const getQueryExecution = optimized(athena, {
  action: 'getQueryExecution',
  idempotent: true,
});
export const getQueryResults = optimized(athena, { action: 'getQueryResults', idempotent: true });
