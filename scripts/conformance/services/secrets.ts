/** Secrets Manager for cases: an account without secrets, which checks the names of new ones. */

import type { JsonObject } from '../../../core/json.ts';
import { OUR_ACCOUNT, OUR_REGION } from '../identifiers.ts';
import type { Operation } from './json-service.ts';

export const secrets: Record<string, Operation> = {
  ListSecrets: () => ({ SecretList: [] }),
  CreateSecret: ({ Name }): JsonObject =>
    /^[\w/+=.@!-]+$/.test(String(Name))
      ? {
          ARN: `arn:aws:secretsmanager:${OUR_REGION}:${OUR_ACCOUNT}:secret:${Name}-a1B2c3`,
          Name: String(Name),
        }
      : {
          __type: 'ValidationException',
          message:
            'Invalid name. Must be a valid name containing alphanumeric characters, or any of the following: -/_+=.@!',
        },
};
