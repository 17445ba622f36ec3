/** Hourly: moves running executions that nothing moves any more. */

import { sweep } from '../core/runtime/sweep.ts';
import { log, wear } from './middleware.ts';
import { runtime } from './runtime.ts';

export const handler = wear(async () => {
  const report = await sweep(runtime);
  runtime.ports.metrics?.count('StuckExecutions', report.moved);
  if (report.moved > 0) log('warn', 'stuck executions were moved', { ...report });
});
