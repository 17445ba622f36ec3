/** The services that speak AWS JSON on `POST /`: our queues, our event bus and our log groups; each operation by its X-Amz-Target. */

import { isObject, type JsonObject, parsePlainJson } from '../../json.ts';
import { type EventBusOptions, putEvents } from '../event-bus.ts';
import type { MessageQueues } from '../message-queue.ts';
import { ServiceError } from '../service-error.ts';
import type { LogGroups } from '../stand-ins/logs.ts';
import { json, type LocalRequest, type LocalResponse, type Route } from './server.ts';

export interface TargetRouteOptions {
  queues: MessageQueues;
  events: EventBusOptions;
  logs: LogGroups;
  /** The URL that queue URLs begin with. */
  queueUrl: (name: string) => string;
  /** Answers what is said to SQS of queues that are not ours. */
  otherQueues: (request: LocalRequest) => Promise<LocalResponse>;
}

const LOGS = 'Logs_20140328.';
const SERVED = ['AmazonSQS.', 'AWSEvents.', LOGS];

/** AmazonSQS.*, AWSEvents.* and Logs_20140328.*, https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/ */
export function targetRoute(options: TargetRouteOptions): Route {
  return (request) => {
    const target = request.headers['x-amz-target'] ?? '';
    if (!SERVED.some((service) => target.startsWith(service))) return undefined;
    return answer(options, target, request).catch(errorResponse);
  };
}

async function answer(
  options: TargetRouteOptions,
  target: string,
  request: LocalRequest,
): Promise<LocalResponse> {
  const body = parseBody(request.body);
  if (target.startsWith('AmazonSQS.') && !options.queues.has(queueName(body))) {
    return options.otherQueues(request);
  }
  if (target.startsWith(LOGS)) {
    return json(200, await options.logs.answer(target.slice(LOGS.length), body));
  }
  switch (target) {
    case 'AmazonSQS.SendMessage': {
      const { messageId, bodyMd5 } = await send(options.queues, queueName(body), body);
      return json(200, { MessageId: messageId, MD5OfMessageBody: bodyMd5 });
    }
    case 'AmazonSQS.SendMessageBatch':
      return json(200, await sendBatch(options, body));
    case 'AmazonSQS.GetQueueUrl':
      return json(200, { QueueUrl: options.queueUrl(queueName(body)) });
    case 'AWSEvents.PutEvents':
      return json(200, await putEvents(options.events, body));
    default:
      throw new ServiceError(400, 'UnknownOperationException', `There is no ${target} here`);
  }
}

async function sendBatch(options: TargetRouteOptions, body: JsonObject): Promise<object> {
  const queue = queueName(body);
  const entries = Array.isArray(body.Entries) ? body.Entries.filter(isObject) : [];
  if (entries.length === 0 || entries.length > 10) {
    const code = entries.length === 0 ? 'EmptyBatchRequest' : 'TooManyEntriesInBatchRequest';
    throw new ServiceError(400, `com.amazonaws.sqs#${code}`, 'A batch has 1 to 10 entries.');
  }
  const sent = entries.map(async (entry) => {
    const { messageId, bodyMd5 } = await send(options.queues, queue, entry);
    return { Id: entry.Id, MessageId: messageId, MD5OfMessageBody: bodyMd5 };
  });
  return { Successful: await Promise.all(sent), Failed: [] };
}

async function send(queues: MessageQueues, queue: string, message: JsonObject) {
  const { MessageBody, DelaySeconds = 0, MessageAttributes } = message;
  if (typeof MessageBody !== 'string' || MessageBody === '') {
    const problem = 'The request must contain the parameter MessageBody.';
    throw new ServiceError(400, 'com.amazonaws.sqs#MissingParameter', problem);
  }
  if (typeof DelaySeconds !== 'number' || DelaySeconds < 0 || DelaySeconds > 900) {
    const problem = `Value ${DelaySeconds} for parameter DelaySeconds is invalid. Reason: DelaySeconds must be >= 0 and <= 900.`;
    throw new ServiceError(400, 'com.amazonaws.sqs#InvalidParameterValue', problem);
  }
  const attributes = isObject(MessageAttributes) ? JSON.stringify(MessageAttributes) : '{}';
  return queues.send(queue, { body: MessageBody, delaySeconds: DelaySeconds, attributes });
}

function queueName({ QueueName, QueueUrl }: JsonObject): string {
  const url = String(QueueUrl ?? QueueName ?? '');
  return url.slice(url.lastIndexOf('/') + 1);
}

function parseBody(text: string): JsonObject {
  try {
    const body = parsePlainJson(text);
    if (isObject(body)) return body;
  } catch {
    // Said below, as for any other text that is no object.
  }
  throw new ServiceError(400, 'SerializationException', 'The request is not a JSON object');
}

function errorResponse(error: unknown): LocalResponse {
  if (!(error instanceof ServiceError)) throw error;
  return json(error.status, { __type: error.code, message: error.message });
}
