/** Always fails by an error with a name of its own. */

export async function handler() {
  const error = new Error('this order is bad');
  error.name = 'BadOrder';
  throw error;
}
