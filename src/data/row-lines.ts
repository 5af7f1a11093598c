/**
 * The lines of a file that the rows of a table came from. Rows that follow each other mostly come from lines that do, so only the
 * beginning of each run of lines is kept: blank lines, records over several lines and dropped rows begin a new one.
 */

import { doubled } from "./growing-array.ts";

export class RowLines {
  private rowCount = 0;
  private runCount = 0;
  /** Per run its first row, and the line of that row. */
  private firstRows = new Int32Array(4);
  private firstLines = new Int32Array(4);
  private nextLine = -1;

  /** The line of the next row; lines increase. */
  push(line: number): void {
    if (line !== this.nextLine) this.startRun(line);
    this.nextLine = line + 1;
    this.rowCount++;
  }

  /** The line of each row, in an array that the caller owns. */
  toArray(): Int32Array {
    const lines = new Int32Array(this.rowCount);
    for (let run = 0; run < this.runCount; run++) {
      const first = this.firstRows[run]!;
      const end = run + 1 < this.runCount ? this.firstRows[run + 1]! : this.rowCount;
      const shift = this.firstLines[run]! - first;
      for (let row = first; row < end; row++) lines[row] = row + shift;
    }
    return lines;
  }

  private startRun(line: number): void {
    if (this.runCount === this.firstRows.length) {
      this.firstRows = doubled(this.firstRows);
      this.firstLines = doubled(this.firstLines);
    }
    this.firstRows[this.runCount] = this.rowCount;
    this.firstLines[this.runCount] = line;
    this.runCount++;
  }
}
