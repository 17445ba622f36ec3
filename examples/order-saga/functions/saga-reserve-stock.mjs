/** Reserves the items of an order; more than ten of anything are never in stock. */
export async function handler({ orderId, items }) {
  for (const { sku, quantity } of items) {
    if (quantity > 10) {
      const error = new Error(`only 10 of ${sku} are left`);
      error.name = 'OutOfStock';
      throw error;
    }
  }
  const total = items.reduce((sum, { quantity, price }) => sum + quantity * price, 0);
  return { id: `reservation-${orderId}`, total };
}
