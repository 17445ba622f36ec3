/** Comma-separated values, as an ItemReader reads them. https://www.rfc-editor.org/rfc/rfc4180 */

/** The rows of a document; blank lines at its end, and lines with nothing in them, are none. */
export function csvRows(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = '';
  let quoted = false;
  let touched = false;
  const endRow = () => {
    if (touched || row.length > 0 || field !== '') rows.push([...row, field]);
    row = [];
    field = '';
    touched = false;
  };
  for (let i = 0; i < text.length; i++) {
    const char = text.charAt(i);
    if (quoted) {
      if (char !== '"') field += char;
      else if (text.charAt(i + 1) === '"') field += text.charAt(++i);
      else quoted = false;
    } else if (char === '"' && field === '') {
      quoted = true;
      touched = true;
    } else if (char === delimiter) {
      row.push(field);
      field = '';
    } else if (char === '\n') endRow();
    else if (char !== '\r' || text.charAt(i + 1) !== '\n') field += char;
  }
  endRow();
  return rows;
}
