/** Charges a card; the first attempt always meets a payment service that is down. */
export async function handler({ orderId, attempt }) {
  if (attempt === 0) {
    const error = new Error('the payment service is down for a moment');
    error.name = 'PaymentUnavailable';
    throw error;
  }
  return { chargeId: `charge-${orderId}` };
}
