/** How the files of the web console are handed out: they are the same for everybody, and hold nobody's data. */

export interface ConsoleFile {
  contents: Buffer;
  /** The same, gzipped. */
  gzipped: Buffer;
}

export interface FileAnswer {
  status: number;
  headers: Record<string, string>;
  body?: Buffer;
}

const TYPES: Readonly<Record<string, string>> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
};

/** Nothing from elsewhere, nothing inline, no frames. Downloads are made of blobs. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const ASSETS = '/console/assets/';
const INDEX = 'index.html';

/**
 * Answers a GET below `/console`. Every path that is no asset is a page, and all pages are one file.
 *
 * @param files by their paths below `/console/`
 * @param encodings the header Accept-Encoding
 */
export function consoleFile(
  files: ReadonlyMap<string, ConsoleFile>,
  path: string,
  encodings = '',
): FileAnswer {
  if (path === '/console') return { status: 308, headers: { location: '/console/' } };
  const isAsset = path.startsWith(ASSETS);
  const name = isAsset ? path.slice('/console/'.length) : INDEX;
  const file = files.get(name);
  if (!file) return { status: 404, headers: { 'content-type': 'text/plain; charset=utf-8' } };
  const gzip = /\bgzip\b/.test(encodings);
  return {
    status: 200,
    headers: {
      'content-type': TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
      // Assets have the hash of their contents in their names.
      'cache-control': isAsset ? 'public, max-age=31536000, immutable' : 'no-cache',
      'content-security-policy': POLICY,
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
      ...(gzip && { 'content-encoding': 'gzip' }),
    },
    body: gzip ? file.gzipped : file.contents,
  };
}
