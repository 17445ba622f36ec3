/**
 * Names of Map Runs and of their children. A Map Run is `machine/label:uuid`, and so is each child: its UUID carries the
 * first digits of the Map Run's and, scrambled, its index. So one item for each Map Run leads to all its children.
 */

import { createHash } from 'node:crypto';

/** Hexadecimal digits that a Map Run shares with its children; the others hold the index. */
const SHARED_DIGITS = 22;
const INDEX_DIGITS = 10;

const NAME = /^([^:/]+)\/([^:/]+):([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

export interface MapRunName {
  machine: string;
  label: string;
  uuid: string;
}

/** Takes the name of a Map Run or of a child apart; `undefined` where it is none. */
export function parseMapRunName(name: string): MapRunName | undefined {
  const [, machine, label, uuid] = NAME.exec(name) ?? [];
  if (machine === undefined || label === undefined || uuid === undefined) return undefined;
  return { machine, label, uuid };
}

/** The name in the ARN of a Map Run. */
export function mapRunNameOf(arn: string): string {
  return arn.split(':').slice(6).join(':');
}

/** What the name of a Map Run and those of all its children begin with. */
export function familyOf(name: string): string {
  const { machine, label, uuid } = parseMapRunName(name) ?? { machine: '', label: '', uuid: name };
  return `${machine}/${label}:${uuid.replaceAll('-', '').slice(0, SHARED_DIGITS)}`;
}

/** The UUID of the child of that index. */
export function childUuid(run: string, index: number): string {
  const shared = run.replaceAll('-', '').slice(0, SHARED_DIGITS);
  const digits = shared + scrambled(shared, index).toString(16).padStart(INDEX_DIGITS, '0');
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    digits.slice(12, 16),
    digits.slice(16, 20),
    digits.slice(20),
  ].join('-');
}

/** The index of the child that has this UUID, if one of the family has. */
export function indexOfChild(child: string): number {
  const digits = child.replaceAll('-', '');
  const shared = digits.slice(0, SHARED_DIGITS);
  return Number(scrambled(shared, BigInt(`0x${digits.slice(SHARED_DIGITS)}`)));
}

/** Its own inverse. */
function scrambled(shared: string, value: number | bigint): bigint {
  const mask = createHash('sha256').update(shared).digest('hex').slice(0, INDEX_DIGITS);
  return BigInt(value) ^ BigInt(`0x${mask}`);
}
