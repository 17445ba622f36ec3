/** Refusals of the API, as AWS words them. */

/** Thrown by operations, caught once in `dispatch.ts`, answered as `__type` and `message`. */
export class ApiError extends Error {
  /** The error's name, as SDKs know it. */
  readonly code: string;
  /** The HTTP status. */
  readonly status: number;

  constructor(code: string, message: string, status = 400) {
    super(message);
    this.code = code;
    this.status = status;
  }
}

/** Errors of AWS's request layer; all others belong to Step Functions. */
const NAMESPACES: Record<string, string> = {
  AccessDeniedException: 'com.amazon.coral.service',
  InternalFailure: 'com.amazon.coral.service',
  SerializationException: 'com.amazon.coral.service',
  UnknownOperationException: 'com.amazon.coral.service',
  ValidationException: 'com.amazon.coral.validate',
};

/** The `__type` of an error; SDKs read what stands after the `#`. */
export function errorType(code: string): string {
  return `${NAMESPACES[code] ?? 'com.amazonaws.swf.service.v2.model'}#${code}`;
}

export function validationError(message: string): ApiError {
  return new ApiError('ValidationException', message);
}

export function serializationError(message: string): ApiError {
  return new ApiError('SerializationException', message);
}

export function machineDoesNotExist(arn: string): ApiError {
  return new ApiError('StateMachineDoesNotExist', `State Machine Does Not Exist: '${arn}'`);
}

/** Nothing new may be begun with a state machine that is about to be gone. */
export function machineDeleting(arn: string): ApiError {
  return new ApiError('StateMachineDeleting', `State Machine is being deleted: '${arn}'`);
}

/** An alias or what it routes to is missing. */
export function resourceNotFound(): ApiError {
  return new ApiError('ResourceNotFound', 'Request references a resource that does not exist.');
}

/** Nothing can be tagged under this ARN. */
export function nothingToTag(arn: string): ApiError {
  return new ApiError('ResourceNotFound', `Resource not found: '${arn}'`);
}

export function conflict(message: string): ApiError {
  return new ApiError('ConflictException', message);
}

/** A machine has as many versions or aliases as it may have. */
export function quotaExceeded(what: string, most: number): ApiError {
  return new ApiError(
    'ServiceQuotaExceededException',
    `A state machine may have ${most} ${what} at most. Delete some to make room.`,
  );
}

export function executionDoesNotExist(arn: string): ApiError {
  return new ApiError('ExecutionDoesNotExist', `Execution Does Not Exist: '${arn}'`);
}

export function activityDoesNotExist(arn: string): ApiError {
  return new ApiError('ActivityDoesNotExist', `Activity Does Not Exist: '${arn}'`);
}

/** A Standard operation was asked of an Express machine, or the other way round. */
export function typeNotSupported(): ApiError {
  return new ApiError(
    'StateMachineTypeNotSupported',
    'This operation is not supported by this type of state machine',
  );
}

export function invalidArn(problem: string): ApiError {
  return new ApiError('InvalidArn', `Invalid Arn: '${problem}'`);
}

export function invalidToken(): ApiError {
  return new ApiError('InvalidToken', "Invalid Token: 'Invalid token'");
}
