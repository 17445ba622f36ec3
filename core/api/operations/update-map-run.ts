/** https://docs.aws.amazon.com/step-functions/latest/apireference/API_UpdateMapRun.html */

import { updateMapRun as update } from '../../runtime/update-map-run.ts';
import { validationError } from '../errors.ts';
import { findMapRun, requiredLongArn } from '../map-runs.ts';
import { defineOperation } from '../operation.ts';
import { integer, number } from '../shape.ts';

export const updateMapRun = defineOperation(
  {
    mapRunArn: requiredLongArn(),
    maxConcurrency: integer({ min: 0 }),
    toleratedFailurePercentage: number({ min: 0, max: 100 }),
    toleratedFailureCount: integer({ min: 0 }),
  },
  async (context, input) => {
    const run = await findMapRun(context, input.mapRunArn);
    if (run.status !== 'RUNNING') {
      throw validationError(
        `Only a Map Run that is RUNNING can be updated; this one is ${run.status}: ${input.mapRunArn}`,
      );
    }
    const { maxConcurrency, toleratedFailureCount, toleratedFailurePercentage } = input;
    await update(context.runtime, run, {
      ...(maxConcurrency !== undefined && { concurrency: maxConcurrency }),
      ...(toleratedFailureCount !== undefined && { toleratedCount: toleratedFailureCount }),
      ...(toleratedFailurePercentage !== undefined && {
        toleratedPercentage: toleratedFailurePercentage,
      }),
    });
    return {};
  },
);
