/** `aws-sdk:<service>:<action>`: any action of AWS. https://docs.aws.amazon.com/step-functions/latest/dg/supported-services-awssdk.html */

import type { Failure } from '../asl/errors.ts';
import { isObject } from '../json.ts';
import { javaExceptionName } from './aws-sdk/java-names.ts';
import { sdkService } from './aws-sdk/services.ts';
import { type Integration, lostCall, type Refused } from './integration.ts';

/**
 * The integration of one action; `undefined` where AWS has no service of that name.
 *
 * @param action in camel case, as in the resource: `getObject`
 */
export function awsSdk(service: string, action: string): Integration | undefined {
  const errorPrefix = sdkService(service)?.errorPrefix;
  if (errorPrefix === undefined) return undefined;
  return {
    idempotent: isRead(action),
    lost: lostCall(errorPrefix),
    call: (args) => ({
      service,
      action,
      parameters: isObject(args) ? args : {},
      names: 'java',
    }),
    outcome: (answer) =>
      answer.type === 'answered'
        ? { type: 'TaskSucceeded', output: answer.output }
        : { type: 'TaskFailed', failure: sdkFailure(answer, errorPrefix) },
  };
}

const READ = /^(?:batchGet|describe|get|head|list|lookup|query|scan|search|select)(?![a-z])/;

/** Hands out a task, so that asking twice would take two. */
const TAKES = new Set(['getActivityTask']);

function isRead(action: string): boolean {
  return READ.test(action) && !TAKES.has(action);
}

/** A refusal as AWS's Java SDK 2 words it; an error that the service's model does not have bears the service's name. */
function sdkFailure(refused: Refused, prefix: string): Failure {
  if (refused.status === 0) {
    return { error: `${prefix}.SdkClientException`, cause: refused.message };
  }
  const name = refused.modelled ? javaExceptionName(refused.code) : `${prefix}Exception`;
  const ids = [`Request ID: ${refused.requestId}`];
  if (refused.extendedRequestId !== undefined) {
    ids.push(`Extended Request ID: ${refused.extendedRequestId}`);
  }
  return {
    error: `${prefix}.${name}`,
    cause: `${refused.message} (Service: ${prefix}, Status Code: ${refused.status}, ${ids.join(', ')})`,
  };
}
