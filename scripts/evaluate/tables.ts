/** Tables in Markdown, as they stand in the terminal and in EVALUATION.md. */

export type Cell = string | number | null;

const shown = (cell: Cell): string => (cell === null ? '–' : typeof cell === 'number' ? cell.toFixed(1) : cell);

/** A table whose numbers have one decimal and stand to the right; null is a dash. */
export function table(head: readonly string[], rows: readonly (readonly Cell[])[]): string {
  const cells = [head, ...rows.map((row) => row.map(shown))];
  const widths = head.map((_, k) => Math.max(3, ...cells.map((row) => row[k]!.length)));
  const numeric = head.map((_, k) => k > 0 && rows.every((row) => typeof row[k] !== 'string' || /^[\d.,–/ ±%()-]*$/.test(row[k])));
  const line = (row: readonly string[]): string =>
    `| ${row.map((cell, k) => (numeric[k] ? cell.padStart(widths[k]!) : cell.padEnd(widths[k]!))).join(' | ')} |`;
  const rule = `|${widths.map((width, k) => (numeric[k] ? `${'-'.repeat(width + 1)}:` : '-'.repeat(width + 2))).join('|')}|`;
  return [line(cells[0]!), rule, ...cells.slice(1).map(line)].join('\n');
}

/** `text` with what stands between `<!-- name -->` and `<!-- /name -->` replaced. Throws where it has no such place. */
export function replaceBetween(text: string, name: string, content: string): string {
  const [open, close] = [`<!-- ${name} -->`, `<!-- /${name} -->`];
  const from = text.indexOf(open);
  const to = text.indexOf(close);
  if (from < 0 || to < from) throw new Error(`no place for ${name}`);
  return `${text.slice(0, from + open.length)}\n\n${content.trim()}\n\n${text.slice(to)}`;
}
