/** JSON texts as Python's `json.dumps` writes them: a space after every comma and colon. */

const TOKEN = /"(?:[^"\\]|\\.)*"|[[\]{}:,]|[^\s"[\]{}:,]+/g;

/** The same document in Python's spacing; numbers keep their spelling (`0.0` stays `0.0`). */
export function pythonJson(text: string): string {
  return (text.match(TOKEN) ?? [])
    .map((token) => (token === ',' || token === ':' ? `${token} ` : token))
    .join('');
}
