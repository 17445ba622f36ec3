/** The task resources: one row each. A row's key is the resource without partition, region and account. */

import type { Integration } from './integration.ts';
import { lambdaFunction, lambdaInvoke } from './lambda.ts';

const integrations: Record<string, Integration> = {
  'lambda:function': lambdaFunction,
  'states:lambda:invoke': lambdaInvoke,
};

/** The integration behind a Task's Resource; `undefined` where this version has none. */
export function integrationOf(resource: string): Integration | undefined {
  const [, , service, , , ...rest] = resource.split(':');
  const key = service === 'lambda' ? `lambda:${rest[0]}` : `${service}:${rest.join(':')}`;
  return Object.hasOwn(integrations, key) ? integrations[key] : undefined;
}
