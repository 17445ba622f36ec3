/** Versions in requests and answers: the fields that publish one, and the publication. */

import { qualifiedArn } from '../arn.ts';
import type { Json } from '../json.ts';
import type { Version } from '../ports.ts';
import { conflict, machineDoesNotExist, quotaExceeded, validationError } from './errors.ts';
import { shownRevisionId } from './machine-configuration.ts';
import { checkActive, type FoundMachine, findMachine } from './names.ts';
import type { ApiContext } from './operation.ts';
import { flag, text } from './shape.ts';

/** What answers call the revision that a machine was made with. */
const FIRST_REVISION = 'INITIAL';

const MOST_VERSIONS = 1000;

export const publishingShape = () => ({ publish: flag(), versionDescription: text({ max: 256 }) });

interface Publishing {
  publish: boolean | undefined;
  versionDescription: string | undefined;
}

/** @throws {ApiError} ValidationException for a description of nothing */
export function checkPublishing({ publish, versionDescription }: Publishing): void {
  if (versionDescription !== undefined && !publish) {
    throw validationError('Version description can only be set when publish is true');
  }
}

/** What is compared when a request that may publish is repeated. */
export function keptPublishing({ publish, versionDescription }: Publishing): Json {
  return publish ? { versionDescription: versionDescription ?? null } : null;
}

export interface PublicationRequest {
  /** The machine's name, and its ARN for messages. */
  machine: string;
  arn: string;
  description: string | undefined;
  /** The only revision that may be published, as answers show it. */
  revision: string | undefined;
}

/**
 * Publishes what a machine stands at; a version that there is already is the answer.
 *
 * @throws {ApiError} StateMachineDoesNotExist, StateMachineDeleting, ConflictException, ServiceQuotaExceededException
 */
export async function publishVersion(
  context: ApiContext,
  { machine, arn, description, revision }: PublicationRequest,
): Promise<Version> {
  const { ports } = context.runtime;
  const found = await findMachine(ports, machine);
  if (!found) throw machineDoesNotExist(arn);
  checkActive(context, found.machine);
  const current = shownRevisionId(found.revision) ?? FIRST_REVISION;
  if (revision !== undefined && revision !== current) throw staleRevision(revision, current);
  await checkQuota(context, found);
  const published = await ports.machines.publish(machine, {
    createdAt: ports.clock.now(),
    ...(description !== undefined && { description }),
    ...(revision !== undefined && { expected: found.revision.id }),
  });
  if (published.outcome === 'published') return published.version;
  if (published.outcome === 'machineMissing') throw machineDoesNotExist(arn);
  const after = await findMachine(ports, machine);
  if (!after) throw machineDoesNotExist(arn);
  throw staleRevision(revision ?? current, shownRevisionId(after.revision) ?? FIRST_REVISION);
}

/**
 * Numbers are never given twice, so that a machine whose newest version has a small one cannot have too many.
 *
 * @throws {ApiError} ServiceQuotaExceededException
 */
export async function checkQuota(
  { runtime }: ApiContext,
  { machine, revision }: Pick<FoundMachine, 'machine' | 'revision'>,
): Promise<void> {
  const { machines } = runtime.ports;
  const [newest] = (await machines.versions(machine, 1)).items;
  if (!newest || newest.number < MOST_VERSIONS) return;
  const { items } = await machines.versions(machine, MOST_VERSIONS);
  const isPublished = items.some(({ revisionId }) => revisionId === revision.id);
  if (items.length >= MOST_VERSIONS && !isPublished) throw quotaExceeded('versions', MOST_VERSIONS);
}

/** The ARN of a version of the machine of that name. */
export function versionArn({ runtime }: ApiContext, machine: string, number: number): string {
  return qualifiedArn(runtime.settings.home, machine, number);
}

function staleRevision(given: string, current: string) {
  return conflict(
    `Failed to publish the State Machine version for revision ${given}. The current State Machine revision is ${current}.`,
  );
}
