/** Runs inside a worker thread: loads one function's module and answers one invocation after the other. */

import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { FromWorker, ToWorker, WorkerStart } from './execution-environment.ts';
import { importError, runtimeError, sandboxError, thrownError } from './function-errors.ts';

type Handler = (event: unknown, context: object) => unknown;

/** Lambda's limit on what a synchronous invocation answers, in bytes. */
const RESPONSE_LIMIT = 6_291_556;

const start: WorkerStart = workerData;

function send(message: FromWorker): void {
  parentPort?.postMessage(message);
}

async function loadHandler(): Promise<Handler | undefined> {
  try {
    const module = await import(pathToFileURL(start.file).href);
    const handler = module.handler ?? module.default?.handler;
    if (typeof handler === 'function') return handler;
    const error = `${start.name}.handler is undefined or not exported`;
    send({ type: 'unloadable', error: runtimeError('Runtime.HandlerNotFound', error) });
  } catch (error) {
    send({ type: 'unloadable', error: importError(error, start.file) });
  }
  return undefined;
}

async function answer(handler: Handler, call: ToWorker): Promise<FromWorker> {
  try {
    const event: unknown = JSON.parse(call.payload);
    const result = JSON.stringify(await handler(event, contextOf(call))) ?? 'null';
    if (result.length * 3 > RESPONSE_LIMIT && Buffer.byteLength(result) > RESPONSE_LIMIT) {
      const message = `Response payload size exceeded maximum allowed payload size (${RESPONSE_LIMIT} bytes).`;
      return { type: 'failed', error: sandboxError('Function.ResponseSizeTooLarge', message) };
    }
    return { type: 'answered', payload: result };
  } catch (error) {
    return { type: 'failed', error: thrownError(error) };
  }
}

function contextOf(call: ToWorker): object {
  return {
    callbackWaitsForEmptyEventLoop: true,
    functionName: start.name,
    functionVersion: '$LATEST',
    invokedFunctionArn: call.functionArn,
    memoryLimitInMB: '1024',
    awsRequestId: call.requestId,
    logGroupName: `/aws/lambda/${start.name}`,
    logStreamName: 'local',
    clientContext: call.clientContext === undefined ? undefined : JSON.parse(call.clientContext),
    getRemainingTimeInMillis: () => Math.max(0, call.deadline - Date.now()),
  };
}

process.on('uncaughtException', (error) => {
  send({ type: 'crashed', error: thrownError(error) });
  process.exit(129);
});
process.on('unhandledRejection', (reason) => {
  const stack = reason instanceof Error ? reason.stack : undefined;
  const error = runtimeError('Runtime.UnhandledPromiseRejection', String(reason), stack);
  send({ type: 'crashed', error });
  process.exit(128);
});

const handler = await loadHandler();
if (handler) {
  parentPort?.on('message', async (call: ToWorker) => send(await answer(handler, call)));
  send({ type: 'ready' });
}
