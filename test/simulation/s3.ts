/** S3 in a simulated world, as far as Map Runs call it: objects by their keys, ranges of them, and lists. */

import { createHash } from 'node:crypto';
import type { JsonObject } from '../../core/json.ts';
import type { TaskRequest, TaskResponse } from '../../core/ports.ts';

const PAGE = 3;
const LAST_MODIFIED = Date.parse('2026-01-01T00:00:00Z');

export class S3 {
  readonly objects = new Map<string, Buffer>();
  /** The parameters of every call. */
  readonly calls: JsonObject[] = [];

  constructor(objects: { [key: string]: string | Buffer } = {}) {
    for (const [key, body] of Object.entries(objects)) this.objects.set(key, Buffer.from(body));
  }

  call({ action, parameters }: TaskRequest): TaskResponse {
    this.calls.push(parameters);
    if (parameters.Bucket !== 'b') {
      return refused(404, 'NoSuchBucket', 'The specified bucket does not exist');
    }
    if (action === 'putObject') {
      this.objects.set(String(parameters.Key), Buffer.from(String(parameters.Body)));
      return answered({});
    }
    return action === 'listObjectsV2' ? this.#list(parameters) : this.#get(parameters);
  }

  #get({ Key, Range, IfMatch }: JsonObject): TaskResponse {
    const body = this.objects.get(String(Key));
    if (!body) return refused(404, 'NoSuchKey', 'The specified key does not exist.');
    const tag = tagOf(body);
    if (IfMatch !== undefined && IfMatch !== tag) {
      return refused(412, 'PreconditionFailed', 'At least one of the pre-conditions failed');
    }
    const [from = 0, to = 0] = String(Range).slice('bytes='.length).split('-').map(Number);
    if (from >= body.length) return refused(416, 'InvalidRange', 'not satisfiable');
    const range = body.subarray(from, to + 1);
    return answered({
      Body: range.toString('base64'),
      ContentRange: `bytes ${from}-${from + range.length - 1}/${body.length}`,
      ETag: tag,
    });
  }

  #list({ Prefix = '', StartAfter = '' }: JsonObject): TaskResponse {
    const keys = [...this.objects.keys()]
      .filter((key) => key.startsWith(String(Prefix)) && key > String(StartAfter))
      .sort();
    const Contents = keys.slice(0, PAGE).map((Key) => {
      const body = this.objects.get(Key) ?? Buffer.alloc(0);
      return { Key, ETag: tagOf(body), Size: body.length, LastModified: LAST_MODIFIED };
    });
    return answered({ Contents, IsTruncated: keys.length > PAGE });
  }
}

function tagOf(body: Buffer): string {
  return `"${createHash('md5').update(body).digest('hex')}"`;
}

function answered(output: JsonObject): TaskResponse {
  return { type: 'answered', status: 200, headers: {}, output };
}

function refused(status: number, code: string, message: string): TaskResponse {
  return { type: 'refused', status, code, message, requestId: 'r', modelled: true };
}
