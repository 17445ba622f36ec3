/** Encryption of state machines and activities: as requests give it, as it is kept and shown again. */

import type { JsonObject } from '../json.ts';
import { ApiError } from './errors.ts';
import { answer, type InputOf, integer, requiredText, structure, text } from './shape.ts';

/** The field as requests carry it. */
export const encryptionShape = {
  encryptionConfiguration: structure({
    kmsKeyId: text({ min: 1, max: 2048 }),
    kmsDataKeyReusePeriodSeconds: integer({ min: 60, max: 900 }),
    type: requiredText({ values: ['AWS_OWNED_KEY', 'CUSTOMER_MANAGED_KMS_KEY'] }),
  }),
};

type Encryption = InputOf<typeof encryptionShape>['encryptionConfiguration'];

/** What is shown where nobody gave a key. */
export const OWNED_KEY: JsonObject = { type: 'AWS_OWNED_KEY' };

/**
 * What is kept and shown of a given configuration.
 *
 * @param otherwise what stands where none is given
 * @throws {ApiError} InvalidEncryptionConfiguration
 */
export function completeEncryption(given: Encryption, otherwise = OWNED_KEY): JsonObject {
  if (!given) return otherwise;
  const { type, kmsKeyId, kmsDataKeyReusePeriodSeconds: period } = given;
  const isCustomers = type === 'CUSTOMER_MANAGED_KMS_KEY';
  if (isCustomers && kmsKeyId === undefined) {
    throw invalidEncryption('kmsKeyId must be given with the type CUSTOMER_MANAGED_KMS_KEY.');
  }
  if (!isCustomers && (kmsKeyId !== undefined || period !== undefined)) {
    throw invalidEncryption(
      'kmsKeyId and kmsDataKeyReusePeriodSeconds can be given with the type CUSTOMER_MANAGED_KMS_KEY only.',
    );
  }
  return answer({ ...given });
}

function invalidEncryption(problem: string): ApiError {
  const message = `Invalid Encryption Configuration: ${problem}`;
  return new ApiError('InvalidEncryptionConfiguration', message);
}
