/** Tags in requests: their limits, and what they belong to. */

import { parseArn, resourceOf } from '../arn.ts';
import type { Tag, Tagged } from '../ports.ts';
import { ApiError, nothingToTag, validationError } from './errors.ts';
import { resourceNameOf } from './names.ts';
import type { ApiContext } from './operation.ts';
import { list, required, requiredText, structure, text } from './shape.ts';

const MOST_TAGS = 50;

/** https://docs.aws.amazon.com/step-functions/latest/dg/sfn-best-practices.html#concepts-tagging */
const CHARACTERS = /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u;

const tag = () => structure({ key: text({ min: 1, max: 128 }), value: text({ max: 256 }) });

export const tagList = () => list(tag());
export const requiredTagList = () => required(tagList());
export const requiredTagKeys = () => required(list(requiredText({ min: 1, max: 128 })));

type GivenTags = readonly ({ key?: string | undefined; value?: string | undefined } | undefined)[];

/**
 * The tags after those that a request gives: a key that there is keeps its place.
 *
 * @param arn what they belong to
 * @throws {ApiError} TooManyTags, ValidationException
 */
export function checkTags(arn: string, given: GivenTags = [], before: Tag[] = []): Tag[] {
  const tags = new Map(before.map(({ key, value }) => [key, value]));
  for (const each of given) {
    if (each?.key === undefined) continue;
    const { key, value = '' } = each;
    checkCharacters(key, value);
    tags.set(key, value);
  }
  if (tags.size > MOST_TAGS) {
    throw new ApiError(
      'TooManyTags',
      `Too many tags: '${arn}' would have ${tags.size} tags, and may have ${MOST_TAGS}`,
    );
  }
  return [...tags].map(([key, value]) => ({ key, value }));
}

function checkCharacters(key: string, value: string): void {
  if (/^aws:/i.test(key)) {
    throw validationError(
      `Tag keys that begin with 'aws:' are reserved for AWS. Received: '${key}'`,
    );
  }
  const wrong = [key, value].find((text) => !CHARACTERS.test(text));
  if (wrong === undefined) return;
  throw validationError(
    `Tags may have letters, digits, white space and the characters _ . : / = + - @ only. Received: '${wrong}'`,
  );
}

/** Where the tags of a resource are kept, and its name there. */
export interface TaggedResource {
  kept: Tagged;
  name: string;
}

/**
 * What an ARN names that may have tags.
 *
 * @throws {ApiError} InvalidArn, ResourceNotFound for what has none, such as a version
 */
export function taggedResource(context: ApiContext, arn: string): TaggedResource {
  const { activities, machines } = context.runtime.ports;
  const parsed = parseArn(arn);
  const isActivity = parsed && resourceOf(parsed).type === 'activity';
  const name = resourceNameOf(context, arn, isActivity ? 'activity' : 'stateMachine');
  if (name === undefined || name.includes(':')) throw nothingToTag(arn);
  return { kept: isActivity ? activities : machines, name };
}
