/**
 * Rows of numbers as they come, to be read by columns: in tiles of some rows each, in which columns are stretches. Numbers of few digits are held as
 * codes of 32 bits; where more than some of them have none, a tile is of doubles.
 */

import type { ByteRange, FieldMarks, FieldRange } from "./field-marks.ts";
import { decodeColumns, mostApart, NumbersApart } from "./number-code.ts";
import type { NumberRowReader } from "./number-row.ts";
import type { RowSink } from "./row-sink.ts";

/** Numbers that are put into a tile at once, about, and their fewest rows: a line of the cache of codes. */
const [numbersAtOnce, fewestRows] = [1 << 17, 16] as const;
/** How often rows are put into a tile. */
const timesPerTile = 4;
/** A number apart takes three times a code; where they are more than this share of all, doubles take less. */
export const mostShareApart = 0.25;

/** Whole numbers that codes are, or doubles, column by column. */
type Tile = Int32Array<ArrayBuffer> | Float64Array<ArrayBuffer>;

/** What a store is made of, for another thread. */
export interface RowParts {
  readonly width: number;
  readonly rowCount: number;
  readonly tiles: readonly Tile[];
  readonly apart: Float64Array;
}

export class RowStore implements RowSink {
  /** Numbers in a row. */
  readonly width: number;
  rowCount = 0;
  private readonly rowsAtOnce: number;
  /** Rows that are in tiles. */
  private rowsInTiles = 0;
  private tiles: Tile[] = [];
  /** Rows that no tile has yet, one behind the other. */
  private rows: Tile;
  private readonly apart = new NumbersApart();
  private apartValues: Float64Array | null = null;
  private apartBefore = 0;

  /** `isCoded` where most numbers will have a code. */
  constructor(width: number, isCoded = false) {
    this.width = width;
    this.rowsAtOnce = rowsAtOnce(width);
    const numbers = this.rowsAtOnce * width;
    this.rows = isCoded ? new Int32Array(numbers) : new Float64Array(numbers);
  }

  /** The store of another thread. */
  static of({ width, rowCount, tiles, apart }: RowParts): RowStore {
    const own = { width, rowCount, rowsInTiles: rowCount, rowsAtOnce: rowsAtOnce(width) };
    return Object.assign(new RowStore(0), own, { tiles, apartValues: apart });
  }

  /** Whether most numbers are codes. */
  get isCoded(): boolean {
    return (this.tiles[0] ?? this.rows) instanceof Int32Array;
  }

  take(reader: NumberRowReader, range: ByteRange, fields: FieldRange, marks: FieldMarks | null): void {
    const { rows, apart } = this;
    const at = (this.rowCount - this.rowsInTiles) * this.width;
    if (rows instanceof Int32Array) reader.readCodes(range, fields, { codes: rows, at, apart }, marks);
    else reader.readRow(range, fields, rows, at, marks);
  }

  keep(): void {
    this.rowCount++;
    if (this.rowCount - this.rowsInTiles === this.rowsAtOnce) this.putIntoTile(this.rowsAtOnce);
  }

  /** No more rows come. */
  end(): void {
    const left = this.rowCount - this.rowsInTiles;
    if (left > 0) this.putIntoTile(left);
  }

  /** After its end. */
  parts(): RowParts {
    const { width, rowCount, tiles } = this;
    return { width, rowCount, tiles, apart: this.apart.values.slice(0, this.apart.count) };
  }

  /** Copies every `step`th of the rows from `first` on, `count` of them, of columns `from` on, to `columns[k][at…]`; after the end. */
  copyColumns(columns: readonly Float64Array[], { from, first, step, count, at }: CopiedRows): void {
    const apart = this.apartValues ?? this.apart.values;
    const rowsOfTile = timesPerTile * this.rowsAtOnce;
    for (let k = 0; k < count; ) {
      const row = first + k * step;
      const place = Math.floor(row / rowsOfTile);
      const tile = this.tiles[place]!;
      const stride = tile.length / this.width;
      const within = row - place * rowsOfTile;
      const here = Math.min(count - k, Math.ceil((stride - within) / step));
      const part = { from: from * stride + within, stride, step, count: here, at: at + k };
      if (tile instanceof Int32Array) decodeColumns(tile, apart, columns, part);
      else copyDoubles(tile, columns, part);
      k += here;
    }
  }

  private putIntoTile(rowCount: number): void {
    const { rows, width, rowsInTiles } = this;
    const rowsOfTile = timesPerTile * this.rowsAtOnce;
    const at = rowsInTiles % rowsOfTile;
    if (at === 0) {
      // Of few rows, as many as there are.
      const size = width * (rowCount < this.rowsAtOnce ? rowCount : rowsOfTile);
      this.tiles.push(rows instanceof Int32Array ? new Int32Array(size) : new Float64Array(size));
    }
    byColumns(rows, rowCount, this.tiles.at(-1)!, at, width);
    this.rowsInTiles += rowCount;
    if (this.isCoded && at + rowCount === rowsOfTile) this.chooseNextTile();
  }

  /** Of doubles where too many numbers of the last one were held apart. */
  private chooseNextTile(): void {
    const { rows, apart } = this;
    const numbers = timesPerTile * rows.length;
    const isStrange = apart.count - this.apartBefore > mostShareApart * numbers;
    this.apartBefore = apart.count;
    if (rows instanceof Int32Array && (isStrange || apart.count + numbers > mostApart))
      this.rows = new Float64Array(rows.length);
  }
}

function rowsAtOnce(width: number): number {
  return Math.max(fewestRows, Math.floor(numbersAtOnce / Math.max(1, width)));
}

/** Puts rows into a tile from its row `at` on. Four columns at once are read from one line of the cache. */
function byColumns(rows: Tile, rowCount: number, tile: Tile, at: number, width: number): void {
  const stride = tile.length / Math.max(1, width);
  let column = 0;
  for (; column + 4 <= width; column += 4) {
    let to = column * stride + at;
    for (let row = 0, i = column; row < rowCount; row++, i += width, to++) {
      tile[to] = rows[i]!;
      tile[to + stride] = rows[i + 1]!;
      tile[to + 2 * stride] = rows[i + 2]!;
      tile[to + 3 * stride] = rows[i + 3]!;
    }
  }
  for (; column < width; column++)
    for (let row = 0; row < rowCount; row++) tile[column * stride + at + row] = rows[row * width + column]!;
}

function copyDoubles(
  tile: Float64Array,
  columns: readonly Float64Array[],
  { from, stride, step, count, at }: TilePart,
): void {
  for (let k = 0; k < columns.length; k++) {
    const column = columns[k]!;
    const base = from + k * stride;
    for (let j = 0; j < count; j++) column[at + j] = tile[base + j * step]!;
  }
}

/** Which rows of the columns of a tile are copied, and to where. */
interface TilePart {
  readonly from: number;
  readonly stride: number;
  readonly step: number;
  readonly count: number;
  readonly at: number;
}

/** Which part of the rows is copied, and to where. */
export interface CopiedRows {
  readonly from: number;
  readonly first: number;
  readonly step: number;
  readonly count: number;
  readonly at: number;
}
