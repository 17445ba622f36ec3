/** A fifth of the net price. */
export async function handler({ net }) {
  return { tax: net / 5 };
}
