/** The fields by which a request publishes a version; Treadle has no versions yet. */

import { validationError } from './errors.ts';
import { flag, text } from './shape.ts';

export const publishingShape = () => ({ publish: flag(), versionDescription: text({ max: 256 }) });

/** @throws {ApiError} ValidationException when a version is asked for */
export function refusePublishing(input: {
  publish: boolean | undefined;
  versionDescription: string | undefined;
}): void {
  if (input.publish) {
    throw validationError(
      'Publishing versions is not supported yet: leave out publish, or set it to false',
    );
  }
  if (input.versionDescription !== undefined) {
    throw validationError('Version description can only be set when publish is true');
  }
}
