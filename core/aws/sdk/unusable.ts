/** A call that cannot be made as it was written. */

/** The message says what is wrong with the resource or its parameters, and what would be right. */
export class Unusable extends Error {}
