/** Cells of the rows, without the head, of the first table of a Markdown page that begins at this text or after it. */
export function tableRows(page: string, from: string): readonly (readonly string[])[] {
  const start = page.indexOf(from);
  if (start < 0) throw new Error(`the page does not have: ${from}`);
  const lines = page.slice(start).split('\n');
  const table = lines.slice(lines.findIndex(isRow));
  const [, , ...rows] = table.slice(
    0,
    table.findIndex((line) => !isRow(line)),
  );
  return rows.map(cellsOf);
}

function isRow(line: string): boolean {
  return line.startsWith('|');
}

function cellsOf(row: string): readonly string[] {
  return row
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());
}
