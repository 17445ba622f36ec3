/** The roles that calls are made under: assumed by STS, and kept until shortly before they expire. */

import { isObject } from '../json.ts';
import type { Authority, TaskRequest, TaskResponse } from '../ports.ts';
import type { Credentials } from './client/signature.ts';

/** In whose name a call is signed. */
export interface Identity {
  /** Tells it from others. */
  name: string;
  /** @throws {RoleNotAssumed} */
  credentials(): Promise<AssumedCredentials>;
}

export interface AssumedCredentials extends Credentials {
  expiration: Date;
}

/** There are no credentials to make a call with; `response` is what the call comes to. */
export class RoleNotAssumed extends Error {
  readonly response: TaskResponse;

  constructor(response: TaskResponse) {
    super('the role was not assumed');
    this.response = response;
  }
}

/** Calls STS, as the identity or as ourselves. */
export type CallSts = (
  request: TaskRequest,
  signal: AbortSignal,
  identity: Identity | undefined,
) => Promise<TaskResponse>;

/** The SDK asks anew for credentials that expire within this time, so they must be new by then. */
const SPARE_MS = 300_000;
const LONGEST_CALL_MS = 10_000;
const MOST_KEPT = 100;

/**
 * Finds the identity for a call; `undefined` where it is made as ourselves. `TREADLE_ASSUME_ROLES` says which roles are
 * assumed: `tasks` (the default) those of Credentials, `all` the state machine's too, `none` none.
 *
 * @param now ms since 1970
 * @throws {Error} when the variable says anything else
 */
export function createIdentities(
  { TREADLE_ASSUME_ROLES: setting = '' }: Record<string, string | undefined>,
  callSts: CallSts,
  now: () => number = Date.now,
): (authority: Authority | undefined) => Identity | undefined {
  if (!['', 'tasks', 'all', 'none'].includes(setting)) {
    throw new Error(`TREADLE_ASSUME_ROLES must be tasks, all or none, not "${setting}"`);
  }
  const known = new Map<string, Identity>();

  /** The last role is assumed by the one before, that one by the one before it, the first by ourselves. */
  function identityOf(roles: string[], session: string): Identity | undefined {
    const role = roles.at(-1);
    if (role === undefined) return undefined;
    const name = [session, ...roles].join(' ');
    const found = known.get(name);
    if (found) return found;
    const before = identityOf(roles.slice(0, -1), session);
    const obtain = () => assume(role, session, before, callSts);
    return keep(known, name, { name, credentials: keptUntilExpiry(obtain, now) });
  }

  return (authority) => {
    if (!authority || setting === 'none') return undefined;
    const { machine, machineRole, taskRole } = authority;
    const roles = setting === 'all' ? [machineRole] : [];
    if (taskRole !== undefined) roles.push(taskRole);
    return identityOf(roles, sessionName(machine));
  };
}

/** Keeps a value; the oldest make room. @returns the value */
export function keep<T>(values: Map<string, T>, key: string, value: T): T {
  values.set(key, value);
  const [oldest] = values.keys();
  if (values.size > MOST_KEPT && oldest !== undefined) values.delete(oldest);
  return value;
}

function keptUntilExpiry(
  obtain: () => Promise<AssumedCredentials>,
  now: () => number,
): () => Promise<AssumedCredentials> {
  let kept: AssumedCredentials | undefined;
  let pending: Promise<AssumedCredentials> | undefined;
  return async () => {
    if (kept && kept.expiration.getTime() - now() > SPARE_MS) return kept;
    pending ??= obtain().finally(() => {
      pending = undefined;
    });
    kept = await pending;
    return kept;
  };
}

/** https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html */
async function assume(
  role: string,
  session: string,
  by: Identity | undefined,
  callSts: CallSts,
): Promise<AssumedCredentials> {
  const request = {
    service: 'sts',
    action: 'assumeRole',
    parameters: { RoleArn: role, RoleSessionName: session },
    idempotencyKey: '',
  };
  const response = await callSts(request, AbortSignal.timeout(LONGEST_CALL_MS), by);
  const given = response.type === 'answered' ? response.output.Credentials : undefined;
  if (!isObject(given)) throw new RoleNotAssumed(refusalOf(response));
  return {
    accessKeyId: String(given.AccessKeyId),
    secretAccessKey: String(given.SecretAccessKey),
    sessionToken: String(given.SessionToken),
    expiration: new Date(Number(given.Expiration)),
  };
}

/** A refusal for good is the role's; what may be gone the next time is the call's. */
function refusalOf(response: TaskResponse): TaskResponse {
  if (response.type !== 'refused') return response;
  const { status, code, message, requestId } = response;
  if (status < 400 || status >= 500 || code.startsWith('Throttling')) return response;
  const reason = `${message} (Service: AWSSecurityTokenService; Status Code: ${status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`;
  return { type: 'forbidden', reason };
}

/** CloudTrail shows it: it may have 64 characters, and few of them. */
function sessionName(machine: string): string {
  return `treadle-${machine.replaceAll(/[^\w+=,.@-]/g, '-')}`.slice(0, 64);
}
