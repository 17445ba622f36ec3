/** Page tokens: a place in a list, made opaque. */

import { InvalidPageToken } from '../../ports.ts';

const PLACE = /^\d{15}#/;

/** The token of what follows a place. */
export function printPageToken(place: string): string {
  return Buffer.from(place).toString('base64url');
}

/**
 * The place that a token stands for.
 *
 * @throws {InvalidPageToken} when it is none of ours
 */
export function parsePageToken(token: string): string {
  const place = Buffer.from(token, 'base64url').toString();
  if (!PLACE.test(place) || printPageToken(place) !== token) throw new InvalidPageToken();
  return place;
}
