/** The services that the cases' tasks call: local engines with AWS's manners, and stand-ins where there is no engine. */

import { startFauxqs } from 'fauxqs';
import { findAction, type SdkClient } from '../../../core/aws/sdk/action.ts';
import { sdkInput } from '../../../core/aws/sdk/input.ts';
import { sdkOutput } from '../../../core/aws/sdk/output.ts';
import { refusalOf } from '../../../core/aws/task-refusal.ts';
import { isObject, type Json, type JsonObject } from '../../../core/json.ts';
import { startTable } from '../../../core/local/table.ts';
import { OUR_REGION } from '../identifiers.ts';
import type { Answer } from '../wire.ts';
import { dynamodb, s3, sns, sqs } from './corrections.ts';
import { eventBus } from './event-bus.ts';
import { type Front, startFront } from './front.ts';
import { startJsonService } from './json-service.ts';
import { secrets } from './secrets.ts';

export interface CaseServices {
  /** Where each is, by the name that cases have for it; logs are with the Treadle under test. */
  endpoints: Record<string, string>;
  /** A call that a case's test makes itself. */
  call(service: string, op: string, params: JsonObject): Promise<Answer>;
  close(): Promise<void>;
}

/** The services of {@link CaseServices}, by name. */
export const SERVICES = ['dynamodb', 'events', 'logs', 's3', 'secretsmanager', 'sns', 'sqs'];

/** Starts them on free ports of 127.0.0.1. */
export async function startCaseServices(): Promise<CaseServices> {
  const table = await startTable({
    name: 'unused',
    region: OUR_REGION,
    folder: undefined,
    onEnd: () => {},
  });
  const fauxqs = await startFauxqs({ port: 0, logger: false, host: '127.0.0.1' });
  const endpoints: Record<string, string> = {};
  const clients = new Map<string, SdkClient>();
  const call: CaseServices['call'] = (service, op, params) =>
    callService(clients, service, { op, params, endpoint: endpoints[service] ?? '' });
  const deliver = async (arn: string, body: string) => {
    const QueueName = arn.replace(/^.*:/, '');
    const { body: found } = await call('sqs', 'GetQueueUrl', { QueueName });
    const QueueUrl = isObject(found) ? (found.QueueUrl ?? '') : '';
    await call('sqs', 'SendMessage', { QueueUrl, MessageBody: body });
  };
  const fronts: Record<string, Front> = {
    dynamodb: await startFront(table.url, dynamodb),
    sqs: await startFront(fauxqs.address, sqs),
    sns: await startFront(fauxqs.address, sns),
    s3: await startFront(fauxqs.address, s3),
    events: await startJsonService(eventBus(deliver)),
    secretsmanager: await startJsonService(secrets),
  };
  for (const [name, { url }] of Object.entries(fronts)) endpoints[name] = url;
  return {
    endpoints,
    call,
    close: async () => {
      for (const front of Object.values(fronts)) await front.close();
      await fauxqs.stop();
      await table.close();
    },
  };
}

const SDK_NAMES: Record<string, string> = { events: 'eventbridge', logs: 'cloudwatchlogs' };

async function callService(
  clients: Map<string, SdkClient>,
  service: string,
  { op, params, endpoint }: { op: string; params: JsonObject; endpoint: string },
): Promise<Answer> {
  const action = await findAction(SDK_NAMES[service] ?? service, op);
  const client =
    clients.get(service) ??
    new action.client({
      endpoint,
      region: OUR_REGION,
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      forcePathStyle: true,
      useQueueUrlAsEndpoint: false,
    });
  clients.set(service, client);
  const input = sdkInput(action.input, withDefaults(op, params), 'case');
  try {
    const command = new action.command(input);
    const answer = await client.send(command, { abortSignal: new AbortController().signal });
    const body = await sdkOutput(action.output, answer, 'model');
    return { status: 200, body: op === 'GetObject' ? withText(body) : body };
  } catch (error) {
    const { status, code, message } = refusalOf(error);
    return { status, body: { __type: code, message } };
  }
}

/** The Python SDK, which made these calls, names no type for an object; S3 then takes this one. */
function withDefaults(op: string, params: JsonObject): JsonObject {
  return op === 'PutObject' ? { ContentType: 'binary/octet-stream', ...params } : params;
}

/** The recordings hold texts that are JSON objects as such. */
function withText(body: JsonObject): JsonObject {
  const text: Json = body.Body ?? '';
  if (typeof text !== 'string' || !text.startsWith('{')) return body;
  return { ...body, Body: JSON.parse(text) };
}
