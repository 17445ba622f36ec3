/** Hands an order to a carrier; nobody carries to Antarctica. */
export async function handler({ orderId, country }) {
  if (country === 'AQ') {
    const error = new Error('no carrier serves Antarctica');
    error.name = 'NoCarrier';
    throw error;
  }
  return { trackingNumber: `TRACK-${orderId}` };
}
