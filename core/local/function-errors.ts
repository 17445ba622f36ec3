/** The errors of invocations in the words of Lambda's Node.js runtime; as JSON text. */

import { types } from 'node:util';

/** The types that the runtime and the sandbox give to errors which are not thrown by a handler. */
export type RuntimeErrorType =
  | 'Function.ResponseSizeTooLarge'
  | 'Runtime.ExitError'
  | 'Runtime.HandlerNotFound'
  | 'Runtime.ImportModuleError'
  | 'Runtime.UnhandledPromiseRejection'
  | 'Runtime.UserCodeSyntaxError'
  | 'Sandbox.Timedout';

/** The error that a value thrown by a handler becomes. */
export function thrownError(thrown: unknown): string {
  if (types.isNativeError(thrown)) return errorText(thrown.name, thrown.message, thrown.stack);
  return errorText(typeof thrown, String(thrown));
}

/** An error of the runtime itself, such as a handler that is missing. */
export function runtimeError(type: RuntimeErrorType, message: string, stack?: string): string {
  return errorText(type, message, stack);
}

/** A module that does not load: an import that is missing, a syntax error, or what its top level threw. */
export function importError(thrown: unknown, file: string): string {
  if (!types.isNativeError(thrown)) return thrownError(thrown);
  const code = 'code' in thrown ? thrown.code : undefined;
  if (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') {
    return runtimeError('Runtime.ImportModuleError', `Error: ${thrown.message}`, thrown.stack);
  }
  if (thrown.name === 'SyntaxError') {
    const message = `${thrown} while loading ${file}`;
    return runtimeError('Runtime.UserCodeSyntaxError', message, thrown.stack);
  }
  return thrownError(thrown);
}

/** An environment that ended in the middle of an invocation. */
export function exitError(requestId: string, code: number): string {
  const how = code === 0 ? 'without providing a reason' : `with error: exit status ${code}`;
  return sandboxError('Runtime.ExitError', `RequestId: ${requestId} Error: Runtime exited ${how}`);
}

/** An invocation that was still running at the end of its function's timeout. */
export function timeoutError(requestId: string, seconds: number): string {
  return sandboxError(
    'Sandbox.Timedout',
    `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`,
  );
}

/** What Lambda itself reports has no trace: the runtime is gone by then. */
export function sandboxError(type: RuntimeErrorType, message: string): string {
  return JSON.stringify({ errorType: type, errorMessage: message });
}

function errorText(errorType: string, errorMessage: string, stack?: string): string {
  return JSON.stringify({ errorType, errorMessage, trace: stack?.split('\n') ?? [] });
}
