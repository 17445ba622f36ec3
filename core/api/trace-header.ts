/** The trace that a start of an execution is part of. https://docs.aws.amazon.com/xray/latest/devguide/xray-concepts.html#xray-concepts-tracingheader */

import { type Field, text } from './shape.ts';

const ASCII = /^[ -~\t]*$/;

/** The field of a request. */
export function traceHeader(): Field<string | undefined> {
  const rules = text({ max: 256 });
  return {
    required: false,
    check(value, path, found) {
      const checked = rules.check(value, path, found);
      if (checked !== undefined && !ASCII.test(checked)) {
        found.push(
          `Value at '${path}' failed to satisfy constraint: Member must satisfy regular expression pattern: \\p{ASCII}*`,
        );
      }
      return checked;
    },
  };
}

/** The header as an execution keeps it: not at all where there is none. */
export function traced(given: { traceHeader?: string | undefined }): { traceHeader?: string } {
  return given.traceHeader ? { traceHeader: given.traceHeader } : {};
}
