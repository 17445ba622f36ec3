/** What an error of the AWS SDK says, in the words of the port. */

import type { Refused } from '../integrations/integration.ts';

/** An error that the SDK throws. */
interface SdkError extends Error {
  /** The code on the wire, where the protocol has one beside the name. */
  Code?: string;
  Error?: { Code?: string };
  $metadata?: { httpStatusCode?: number; requestId?: string; extendedRequestId?: string };
}

/** An SDK error as the service's refusal; status 0 where no answer came. */
export function refusalOf(thrown: unknown): Refused {
  const error = thrown as SdkError;
  const { name, message, $metadata } = error;
  const wireCode = error.Error?.Code ?? error.Code;
  return {
    type: 'refused',
    status: $metadata?.httpStatusCode ?? 0,
    code: name,
    message,
    requestId: $metadata?.requestId ?? '',
    modelled: isModelled(error),
    ...(wireCode !== undefined && { wireCode }),
    ...($metadata?.extendedRequestId !== undefined && {
      extendedRequestId: $metadata.extendedRequestId,
    }),
  };
}

/** An error of the service's model has a class of its own below the service's: three steps from Error, not two. */
function isModelled(error: Error): boolean {
  let steps = 0;
  for (
    let above = Object.getPrototypeOf(error);
    above !== null && above !== Error.prototype;
    above = Object.getPrototypeOf(above)
  ) {
    steps++;
  }
  return steps > 2;
}
