/** Rows of numbers as they come, to be read by columns: in pieces of some rows each, so that nothing is copied while it grows. */

/** Bytes of a piece, about. */
const pieceBytes = 1 << 20;

export class RowStore {
  /** Numbers in a row. */
  readonly width: number;
  rowCount = 0;
  private readonly rowsOfPiece: number;
  private readonly pieces: Float64Array[] = [];

  constructor(width: number) {
    this.width = width;
    this.rowsOfPiece = Math.max(1, Math.floor(pieceBytes / (8 * Math.max(1, width))));
  }

  /** Where the next row is to be written: `place(into, at)` puts `width` numbers there. The row counts once `keep` is called. */
  next(): { readonly into: Float64Array; readonly at: number } {
    const row = this.rowCount % this.rowsOfPiece;
    const piece = Math.floor(this.rowCount / this.rowsOfPiece);
    this.pieces[piece] ??= new Float64Array(this.rowsOfPiece * this.width);
    return { into: this.pieces[piece], at: row * this.width };
  }

  keep(): void {
    this.rowCount++;
  }

  /** Copies every `step`th of the rows from `first` on, `count` of them, of columns `from` on, to `columns[k][at…]`. */
  copyColumns(columns: readonly Float64Array[], { from, first, step, count, at }: CopiedRows): void {
    const { width, rowsOfPiece } = this;
    for (let k = 0; k < count; ) {
      // Rows of one piece, column by column: what is read stays at hand, and what is written is a stretch.
      const start = first + k * step;
      const piece = this.pieces[Math.floor(start / rowsOfPiece)]!;
      const base = (start % rowsOfPiece) * width + from;
      const here = Math.min(count - k, Math.ceil((rowsOfPiece - (start % rowsOfPiece)) / step));
      for (let v = 0; v < columns.length; v++) {
        const column = columns[v]!;
        for (let j = 0; j < here; j++) column[at + k + j] = piece[base + v + j * step * width]!;
      }
      k += here;
    }
  }
}

/** Which part of the rows is copied, and to where. */
export interface CopiedRows {
  readonly from: number;
  readonly first: number;
  readonly step: number;
  readonly count: number;
  readonly at: number;
}
