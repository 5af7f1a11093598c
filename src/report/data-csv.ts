/** Tables of simulated data as CSV, as the readers of tables take them. */

/** A cell: a number, a label, or nothing. */
type Cell = number | string | boolean | null | undefined;

export interface DataCsvOptions {
  /** Significant digits of fractions in these columns; all that a double has if left out. */
  readonly digits?: number | undefined;
  readonly rounded: readonly string[];
}

/** Characters of a piece, about. */
const pieceLength = 1 << 20;

/** The text in pieces of about a megabyte; a missing value is `NA`. Columns are of one length. */
export function* dataCsvPieces(
  headers: readonly string[],
  data: Readonly<Record<string, ArrayLike<Cell>>>,
  { digits, rounded }: DataCsvOptions,
): Iterable<string> {
  const columns = headers.map((header) => ({ cells: data[header]!, isRounded: rounded.includes(header) }));
  const rowCount = columns[0]?.cells.length ?? 0;
  let text = `${headers.map(csvField).join(",")}\n`;
  for (let row = 0; row < rowCount; row++) {
    const fields = columns.map(({ cells, isRounded }) =>
      cellText(cells[row], isRounded ? digits : undefined),
    );
    text += `${fields.join(",")}\n`;
    if (text.length < pieceLength) continue;
    yield text;
    text = "";
  }
  if (text !== "") yield text;
}

function cellText(cell: Cell, digits: number | undefined): string {
  if (cell === null || cell === undefined) return "NA";
  if (typeof cell !== "number") return csvField(String(cell));
  if (Number.isNaN(cell)) return "NA";
  return String(digits === undefined || Number.isInteger(cell) ? cell : Number(cell.toPrecision(digits)));
}

/** In quotes where it would be read as something else. */
export function csvField(text: string): string {
  return text === "" || /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
