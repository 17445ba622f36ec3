/** The error that the parsers of paths and intrinsic functions throw. */

/** A path or an intrinsic that cannot be read: what is wrong, and at which character. */
export class PathSyntaxError extends Error {
  readonly offset: number;

  constructor(message: string, offset: number) {
    super(message);
    this.offset = offset;
  }
}
