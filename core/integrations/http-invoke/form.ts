/** The body of a request as a form: nested members and arrays flattened into names. */

import { isObject, type Json, textOf } from '../../json.ts';

/** How the items of an array are told apart. */
export const ARRAY_FORMATS = ['INDICES', 'REPEAT', 'COMMAS', 'BRACKETS'] as const;
export type ArrayFormat = (typeof ARRAY_FORMATS)[number];

/**
 * `a=1&b%5Bc%5D=2`, of an object's members.
 * https://docs.aws.amazon.com/step-functions/latest/dg/call-https-apis.html#url-encode-request-body
 */
export function formText(body: Json, format: ArrayFormat): string {
  if (!isObject(body)) return '';
  return Object.entries(body)
    .flatMap(([name, value]) => fields(name, value, format))
    .join('&');
}

/** A text as it stands, any other value as its JSON. */
export function plainText(value: Json): string {
  return typeof value === 'string' ? value : textOf(value);
}

function fields(name: string, value: Json, format: ArrayFormat): string[] {
  if (Array.isArray(value)) {
    if (format === 'COMMAS') return [pair(name, value.map(encoded).join(','))];
    return value.flatMap((item, index) => fields(itemName(name, index, format), item, format));
  }
  if (isObject(value)) {
    return Object.entries(value).flatMap(([key, member]) =>
      fields(`${name}[${key}]`, member, format),
    );
  }
  return [pair(name, encoded(value))];
}

function itemName(name: string, index: number, format: ArrayFormat): string {
  if (format === 'INDICES') return `${name}[${index}]`;
  return format === 'BRACKETS' ? `${name}[]` : name;
}

function pair(name: string, encodedValue: string): string {
  return `${encodeURIComponent(name)}=${encodedValue}`;
}

function encoded(value: Json): string {
  return value === null ? '' : encodeURIComponent(plainText(value));
}
