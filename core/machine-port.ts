/** The port of state machines: with their revisions, versions, aliases and tags. */

import type { Timestamp } from './engine/execution.ts';
import type { Json } from './json.ts';
import type { Page } from './page.ts';

/** Resources that carry tags, by name. */
export interface Tagged {
  /** The tags in the order in which they came; `undefined` where there is no such resource. */
  tags(name: string): Promise<Tag[] | undefined>;
  /** Puts what `change` makes of the tags in their place; what it throws changes nothing. False: no such resource. */
  changeTags(name: string, change: (tags: Tag[]) => Tag[]): Promise<boolean>;
}

export interface Tag {
  key: string;
  value: string;
}

/** State machines with their revisions, versions, aliases and tags. */
export interface MachineStore extends Tagged {
  /** False: the name is taken. */
  create(machine: MachineRecord, revision: Revision, tags?: Tag[]): Promise<boolean>;
  /** Adds the revision and lets the machine stand at it. False: it is no longer at revision `expected`, or no longer `ACTIVE`. */
  update(machine: MachineRecord, revision: Revision, expected: string): Promise<boolean>;
  get(name: string): Promise<MachineRecord | undefined>;
  /**
   * In the order of creation.
   *
   * @throws {InvalidPageToken}
   */
  list(limit: number, after?: string): Promise<Page<MachineRecord>>;
  revision(machine: string, revisionId: string): Promise<Revision | undefined>;
  /** Keeps a revision that some executions run by; the machine itself stays at its own. */
  addRevision(machine: string, revision: Revision): Promise<void>;
  /** From now on the machine is `DELETING`; again changes nothing. `undefined`: there is none. */
  markDeleting(name: string): Promise<MachineRecord | undefined>;
  /**
   * Takes the machine away, not one that has taken its name since, and at the very last: what dies before leaves it in
   * the list. Revisions stay for the executions that run by them; versions, aliases and tags go.
   */
  delete(machine: MachineIdentity): Promise<void>;

  /**
   * Makes a version of the revision that the machine stands at, by the next number, which no version ever had; one that
   * there is already is the answer.
   *
   * @throws {Contended}
   */
  publish(machine: string, request: PublishRequest): Promise<Published>;
  version(machine: MachineIdentity, number: number): Promise<Version | undefined>;
  /**
   * The newest first.
   *
   * @throws {InvalidPageToken}
   */
  versions(machine: MachineIdentity, limit: number, after?: string): Promise<Page<Version>>;
  /**
   * Deletes a version unless aliases route to it.
   *
   * @returns the names of those aliases; none when the version is gone, or never was
   * @throws {Contended}
   */
  deleteVersion(machine: MachineIdentity, number: number): Promise<string[]>;

  alias(machine: MachineIdentity, name: string): Promise<Alias | undefined>;
  /** All of them, in the order of creation. */
  aliases(machine: MachineIdentity): Promise<Alias[]>;
  /** @throws {Contended} */
  createAlias(machine: MachineIdentity, alias: Alias): Promise<AliasOutcome>;
  /** Puts what `change` makes of an alias in its place. @throws {Contended} */
  changeAlias(
    machine: MachineIdentity,
    name: string,
    change: (alias: Alias) => Alias,
  ): Promise<AliasOutcome>;
  deleteAlias(machine: MachineIdentity, name: string): Promise<void>;
}

/** Others change the same thing at the same time; nothing was done, and asking again may help. */
export class Contended extends Error {}

/** A name can be taken again once its machine is deleted. */
export type MachineIdentity = Pick<MachineRecord, 'name' | 'createdAt'>;

export interface MachineRecord {
  name: string;
  type: 'STANDARD' | 'EXPRESS';
  status: 'ACTIVE' | 'DELETING';
  createdAt: Timestamp;
  revisionId: string;
}

/** What a machine was from one update to the next; never changes. */
export interface Revision {
  id: string;
  /** The text as the user gave it. */
  definition: string;
  roleArn: string;
  updatedAt: Timestamp;
  /** Accepted and shown again: logging, tracing, encryption. */
  configuration: Json;
}

/** A revision that was given a number. */
export interface Version {
  number: number;
  revisionId: string;
  description?: string;
  createdAt: Timestamp;
}

export interface PublishRequest extends Omit<Version, 'number' | 'revisionId'> {
  /** The only revision that may be published. */
  expected?: string;
}

export type Published =
  | { outcome: 'published'; version: Version }
  | { outcome: 'machineMissing' }
  /** The machine stands at another revision than the expected one. */
  | { outcome: 'stale' };

/** A name that leads to one version, or to two by chance. */
export interface Alias {
  name: string;
  description?: string;
  routes: Route[];
  createdAt: Timestamp;
  updatedAt: Timestamp;
}

export interface Route {
  version: number;
  /** How many in a hundred executions go here. */
  weight: number;
}

export type AliasOutcome =
  /** `exists`: the name is taken, by this alias. */
  { outcome: 'done' | 'exists'; alias: Alias } | { outcome: 'missing' | 'versionMissing' };
