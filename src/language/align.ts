/**
 * Alignment: lines of text that are cut into cells, the cells of a run of lines set below each other.
 *
 * A column of cells begins where the longest line before it allows. A line that would push its neighbours' cells away by
 * more than `reach` stays out of it: its own cell follows at the least distance. Elastic tabstops, as of gofmt, with
 * that one bound.
 */

/** How one column of cells is set. */
export interface Stop {
  /** The least number of spaces before a cell. */
  readonly gap: number;
  /** No cell begins before this column, counted from 0. */
  readonly least: number;
}

/** By so much at most a cell is moved to stand below another one. */
const reach = 16;

/**
 * The lines of one run. Each row has one cell more than there are stops, the first of them unmoved; an empty cell is
 * absent and leaves its line out of that column.
 */
export function align(rows: readonly (readonly string[])[], stops: readonly Stop[]): readonly string[] {
  const lines = rows.map((cells) => cells[0] ?? "");
  for (const [i, stop] of stops.entries()) {
    const present = [...rows.keys()].filter((row) => rows[row]?.[i + 1] !== "");
    const widths = present.map((row) => width(lines[row] ?? ""));
    const edge = edgeBehind(widths, stop);
    for (const [at, row] of present.entries()) {
      const padding = Math.max(edge - (widths[at] ?? 0), stop.gap);
      lines[row] += " ".repeat(padding) + (rows[row]?.[i + 1] ?? "");
    }
  }
  return lines;
}

function edgeBehind(widths: readonly number[], { gap, least }: Stop): number {
  const shortest = widths.reduce((a, b) => Math.min(a, b), Number.POSITIVE_INFINITY);
  const first = Math.max(least, shortest + gap);
  return widths.reduce((edge, w) => (w + gap <= first + reach ? Math.max(edge, w + gap) : edge), first);
}

/** In code points, those that combine with the one before them or show nothing left out. */
function width(text: string): number {
  return [...text].filter((character) => !/\p{Mn}|\p{Me}|\p{Cf}/u.test(character)).length;
}
