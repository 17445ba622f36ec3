/** Something that may go wrong in the world, as opposed to a bug or a wrong call. */

export class ExpectedError extends Error {
  readonly exitCode: number;

  /** @param exitCode one of `EXIT` */
  constructor(message: string, exitCode: number) {
    super(message);
    this.exitCode = exitCode;
  }
}
