/** Which texts may name a state machine, an execution or an activity. https://docs.aws.amazon.com/step-functions/latest/apireference/API_StartExecution.html */

/** In characters. */
export const MAX_NAME_LENGTH = 80;

/** White space, wildcards, brackets, other special and control characters, and what is no character at all. */
const FORBIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what it looks for
  /[\s<>{}[\]?*"#%\\^|~`$&,;:/\u0000-\u001f\u007f-\u009f\ufffe\uffff\ud800-\udfff]/u;

/** Whether a text may be such a name. */
export function isValidName(name: string): boolean {
  return name.length > 0 && name.length <= MAX_NAME_LENGTH && !FORBIDDEN.test(name);
}
