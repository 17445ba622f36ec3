/** Gives a charge back. */
export async function handler({ chargeId }) {
  return { refunded: chargeId };
}
