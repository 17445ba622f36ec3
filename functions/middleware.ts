/** What every function wears: errors are logged once, as JSON, without the documents of users, and then passed on. */

import middy, { type MiddyfiedHandler } from '@middy/core';
import type {
  APIGatewayProxyEventV2,
  Context,
  SQSBatchResponse,
  SQSEvent,
  SQSRecord,
} from 'aws-lambda';
import { printMetrics } from './metrics.ts';

type Handler<E, R> = (event: E, context: Context) => Promise<R>;

/** Dresses a handler. */
export function wear<E, R>(handler: Handler<E, R>): MiddyfiedHandler<E, R, Error, Context> {
  return middy<E, R, Error, Context>()
    .use({
      after: printMetrics,
      onError: ({ error, context }) => {
        printMetrics();
        logError(error, { requestId: context.awsRequestId });
      },
    })
    .handler(handler);
}

/** The body of a request as text. */
export function bodyOf({ body, isBase64Encoded }: APIGatewayProxyEventV2): string {
  if (body === undefined) return '';
  return isBase64Encoded ? Buffer.from(body, 'base64').toString() : body;
}

/** Works through a batch; the messages that failed, and only they, come again. */
export async function eachRecord(
  { Records }: SQSEvent,
  work: (record: SQSRecord) => Promise<void>,
): Promise<SQSBatchResponse> {
  const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
  await Promise.all(
    Records.map(async (record) => {
      try {
        await work(record);
      } catch (error) {
        logError(error, { messageId: record.messageId });
        batchItemFailures.push({ itemIdentifier: record.messageId });
      }
    }),
  );
  return { batchItemFailures };
}

export function logError(error: unknown, fields: Record<string, unknown> = {}): void {
  const { name, message, stack } = error instanceof Error ? error : new Error(String(error));
  log('error', message, { name, stack, ...fields });
}

/** One line of JSON; control characters arrive escaped. */
export function log(
  level: 'info' | 'warn' | 'error',
  message: string,
  fields: Record<string, unknown> = {},
): void {
  console[level](JSON.stringify({ level, message, ...fields }));
}
