/** Four up to five kilograms, nine above. */
export async function handler({ weight }) {
  return { shipping: weight <= 5 ? 4 : 9 };
}
