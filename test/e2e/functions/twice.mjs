/** Doubles a number at once, and leaves no trace. */
export const handler = async ({ n }) => ({ n: n * 2 });
