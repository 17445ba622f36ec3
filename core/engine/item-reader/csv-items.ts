/** Rows as items: an object each, of texts. */

import { type Json, type JsonObject, parseTrusted, setKey } from '../../json.ts';

/** Makes items of rows: what a row lacks is empty, and what it has beyond the header is left out. */
export function rowReader(header: string[]): (row: string[]) => Json {
  const columns = inHashOrder(header);
  const inText = columns.length > 1 && columns.some(({ name }) => /^\d+$/.test(name));
  return (row) => {
    // An object would move names that are numbers to its beginning; one that is read from text keeps that.
    if (inText) return parseTrusted(textOfRow(columns, row));
    const item: JsonObject = {};
    for (const { name, place } of columns) setKey(item, name, row[place] ?? '');
    return item;
  };
}

interface Column {
  name: string;
  place: number;
}

function textOfRow(columns: Column[], row: string[]): string {
  const members = columns.map(
    ({ name, place }) => `${JSON.stringify(name)}:${JSON.stringify(row[place] ?? '')}`,
  );
  return `{${members.join(',')}}`;
}

/** AWS writes a row's fields in the order of a hash map of Java, whatever theirs is in the file. */
function inHashOrder(header: string[]): Column[] {
  const places = new Map(header.map((name, place) => [name, place]));
  let buckets = 16;
  while (places.size > buckets * 0.75) buckets *= 2;
  const bucketOf = ({ name }: Column) => {
    const hash = hashOf(name);
    return (hash ^ (hash >>> 16)) & (buckets - 1);
  };
  return [...places]
    .map(([name, place]) => ({ name, place }))
    .sort((a, b) => bucketOf(a) - bucketOf(b));
}

function hashOf(text: string): number {
  let hash = 0;
  for (let at = 0; at < text.length; at++) hash = (Math.imul(hash, 31) + text.charCodeAt(at)) | 0;
  return hash;
}
