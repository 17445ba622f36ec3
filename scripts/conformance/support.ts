/** Which cases can be replayed at all with the services that Treadle has. */

import type { Case, Step } from './case.ts';
import { derivations } from './derive.ts';
import { SERVICES } from './services/index.ts';

/** Services behind tasks which the runner offers. */
const OFFERED = new Set(['lambda', ...SERVICES]);

/** Why the case cannot be replayed; undefined where it can. */
export function unsupported({ needs = [], steps }: Case): string | undefined {
  const missing = needs.filter((service) => !OFFERED.has(service));
  if (missing.length > 0) return `needs ${missing.join(', ')}`;
  for (const step of steps) {
    const reason = unsupportedStep(step);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

function unsupportedStep(step: Step): string | undefined {
  if ('match' in step) {
    return Object.hasOwn(derivations, step.match) ? undefined : `derives ${step.match}`;
  }
  if (!('op' in step)) return undefined;
  const known = step.service === 'stepfunctions' || SERVICES.includes(step.service);
  return known ? undefined : `calls ${step.service}`;
}
