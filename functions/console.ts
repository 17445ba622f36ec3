/** The web console: the files that `npm run build` put beside this function. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { type ConsoleFile, consoleFile } from '../core/api/console-files.ts';
import { wear } from './middleware.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'console');
const files = new Map<string, ConsoleFile>();
for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
  if (!entry.isFile()) continue;
  const path = join(entry.parentPath, entry.name);
  const contents = readFileSync(path);
  const name = path.slice(folder.length + 1).replaceAll('\\', '/');
  files.set(name, { contents, gzipped: gzipSync(contents) });
}

export const handler = wear(
  async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const { status, headers, body } = consoleFile(
      files,
      event.rawPath,
      event.headers['accept-encoding'],
    );
    if (!body) return { statusCode: status, headers };
    return { statusCode: status, headers, body: body.toString('base64'), isBase64Encoded: true };
  },
);
