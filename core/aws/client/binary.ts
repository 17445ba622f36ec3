/** Binary attributes: bytes to us, base64 in DynamoDB's JSON. */

/** A request as it is sent: the bytes in it as base64. What has none is not copied. */
export function toWire(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part;
  if (part instanceof Uint8Array) {
    return Buffer.from(part.buffer, part.byteOffset, part.byteLength).toString('base64');
  }
  return replaceInside(part, toWire);
}

/** An answer as it was meant: the text under a `B` as bytes. No attribute's value is a text, so no other `B` has one. */
export function fromWire(part: unknown): unknown {
  if (typeof part !== 'object' || part === null) return part;
  return replaceInside(part, (inner, name) =>
    name === 'B' && typeof inner === 'string' ? Buffer.from(inner, 'base64') : fromWire(inner),
  );
}

/** The same object where nothing in it is replaced, or a copy with all that is. */
function replaceInside(part: object, replace: (inner: unknown, name: string) => unknown): object {
  const replaced: [string, unknown][] = [];
  for (const [name, inner] of Object.entries(part)) {
    const value = replace(inner, name);
    if (value !== inner) replaced.push([name, value]);
  }
  if (replaced.length === 0) return part;
  const copy = Array.isArray(part) ? [...part] : { ...part };
  return Object.assign(copy, Object.fromEntries(replaced));
}
