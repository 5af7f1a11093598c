/**
 * Rows of numbers as they come, to be read by columns: in tiles of some rows each, in which columns are stretches. Numbers of few digits are held as
 * codes of 32 bits; where more than some of them have none, a tile is of doubles.
 */

import type { ByteRange, FieldMarks, FieldRange } from "./field-marks.ts";
import { decodeColumns, mostApart, NumbersApart } from "./number-code.ts";
import type { NumberRowReader } from "./number-row.ts";
import type { RowSink } from "./row-sink.ts";

/**
 * Numbers of a tile, about, and its fewest rows. Rows are put into it column by column as they are read: of 10,000 columns, each row goes to as many lines
 * of the cache, which stay in its second level until they are full of the 16 rows that come. Two lines of codes for a column: what
 * columns are copied from has half as many places then.
 */
const [numbersOfTile, fewestRows] = [1 << 17, 32] as const;
/** A number apart takes three times a code; where they are more than this share of all, doubles take less. */
export const mostShareApart = 0.25;

/** Whole numbers that codes are, or doubles, column by column. */
type Tile = Int32Array | Float64Array;

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
  private readonly rowsOfTile: number;
  private tiles: Tile[] = [];
  /** Rows that are in tiles; those behind them are in the room of the reader. */
  private rowsInTiles = 0;
  private reader: NumberRowReader | null = null;
  private takesCodes: boolean;
  private readonly apart = new NumbersApart();
  private apartValues: Float64Array | null = null;
  private apartBefore = 0;

  /** `isCoded` where most numbers will have a code. */
  constructor(width: number, isCoded = false) {
    this.width = width;
    this.rowsOfTile = rowsOfTile(width);
    this.takesCodes = isCoded;
  }

  /** The store of another thread. */
  static of({ width, rowCount, tiles, apart }: RowParts): RowStore {
    const own = { width, rowCount, rowsInTiles: rowCount, rowsOfTile: rowsOfTile(width) };
    return Object.assign(new RowStore(0), own, { tiles, apartValues: apart });
  }

  /** Whether most numbers are codes. */
  get isCoded(): boolean {
    const [first] = this.tiles;
    return first === undefined ? this.takesCodes : first instanceof Int32Array;
  }

  /** The room of the reader is this store's until its end. */
  take(reader: NumberRowReader, range: ByteRange, fields: FieldRange, marks: FieldMarks | null): void {
    this.reader = reader;
    const { width, rowsOfTile: step, apart } = this;
    const at = this.rowCount - this.rowsInTiles;
    if (this.takesCodes) {
      const numbers = reader.roomForCodes(width * step);
      reader.readCodes(range, fields, { numbers, at, step, apart }, marks);
    } else reader.readRow(range, fields, { numbers: reader.roomForDoubles(width * step), at, step }, marks);
  }

  keep(): void {
    this.rowCount++;
    if (this.rowCount - this.rowsInTiles === this.rowsOfTile) this.makeTile(this.rowsOfTile);
  }

  /** No more rows come. */
  end(): void {
    const left = this.rowCount - this.rowsInTiles;
    if (left > 0) this.makeTile(left);
  }

  /** After its end. */
  parts(): RowParts {
    const { width, rowCount, tiles } = this;
    return { width, rowCount, tiles, apart: this.apart.values.slice(0, this.apart.count) };
  }

  /** Copies every `step`th of the rows from `first` on, `count` of them, of columns `from` on, to `columns[k][at…]`; after the end. */
  copyColumns(columns: readonly Float64Array[], { from, first, step, count, at }: CopiedRows): void {
    const apart = this.apartValues ?? this.apart.values;
    for (let k = 0; k < count; ) {
      const row = first + k * step;
      const place = Math.floor(row / this.rowsOfTile);
      const tile = this.tiles[place]!;
      const stride = tile.length / this.width;
      const within = row - place * this.rowsOfTile;
      const here = Math.min(count - k, Math.ceil((stride - within) / step));
      const part = { from: from * stride + within, stride, step, count: here, at: at + k };
      if (tile instanceof Int32Array) decodeColumns(tile, apart, columns, part);
      else copyDoubles(tile, columns, part);
      k += here;
    }
  }

  private makeTile(rowCount: number): void {
    const { width, rowsOfTile: stride } = this;
    const size = width * stride;
    const room = this.takesCodes ? this.reader!.roomForCodes(size) : this.reader!.roomForDoubles(size);
    this.tiles.push(rowCount === stride ? room.slice(0, size) : firstRows(room, width, stride, rowCount));
    this.rowsInTiles += rowCount;
    if (this.takesCodes) this.chooseNextTile();
  }

  /** Of doubles where too many numbers of the last one were held apart. */
  private chooseNextTile(): void {
    const { apart, width } = this;
    const numbers = width * this.rowsOfTile;
    const isStrange = apart.count - this.apartBefore > mostShareApart * numbers;
    this.apartBefore = apart.count;
    if (isStrange || apart.count + numbers > mostApart) this.takesCodes = false;
  }
}

function rowsOfTile(width: number): number {
  return Math.max(fewestRows, Math.floor(numbersOfTile / Math.max(1, width)));
}

/** A tile of the first rows of a room. */
function firstRows(room: Tile, width: number, stride: number, rowCount: number): Tile {
  const size = width * rowCount;
  const tile = room instanceof Int32Array ? new Int32Array(size) : new Float64Array(size);
  for (let column = 0; column < width; column++)
    for (let row = 0; row < rowCount; row++) tile[column * rowCount + row] = room[column * stride + row]!;
  return tile;
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
