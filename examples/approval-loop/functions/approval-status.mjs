/** Somebody approves after a number of looks that the request itself names. */
export async function handler({ looks, approvedAfter }) {
  return { status: looks >= approvedAfter ? 'APPROVED' : 'PENDING' };
}
