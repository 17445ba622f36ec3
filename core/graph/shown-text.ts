/** How much of a text fits a box. */

const CHARACTER = 7.4;

/** The text, cut with an ellipsis where it would be wider than `width` pixels at `size` pixels of type. */
export function fitted(text: string, width: number, size = 13): string {
  const most = Math.max(1, Math.floor(width / ((CHARACTER * size) / 13)));
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, most - 1).join('')}…`;
}
