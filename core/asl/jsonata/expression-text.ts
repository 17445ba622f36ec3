/** Which strings of a definition are JSONata expressions: those that stand in `{% … %}`. */

/** Whether a string is an expression: it opens with `{%` and closes with `%}`, nothing before or after. */
export function isExpression(text: string): boolean {
  return text.length >= 4 && text.startsWith('{%') && text.endsWith('%}');
}

/** The text between the marks without the blanks around it, as AWS quotes it in errors. */
export function expressionText(text: string): string {
  return text.slice(2, -2).trim();
}
