/** Sparse rows of sums, collected one level after another through a full row that is emptied after each. */

/** Rows of `width` numbers for each place that something was added to. */
export class SparseSums {
  private readonly width: number;
  private readonly row: Float64Array;
  private readonly isTouched: Uint8Array;
  private readonly touched: number[] = [];
  private readonly allPlaces: number[] = [];
  private readonly allValues: number[] = [];

  constructor(size: number, width: number) {
    this.width = width;
    this.row = new Float64Array(size * width);
    this.isTouched = new Uint8Array(size);
  }

  /** factor · z to the numbers of a place */
  add(place: number, z: Float64Array, factor: number): void {
    const { row, width } = this;
    if (this.isTouched[place] === 0) {
      this.isTouched[place] = 1;
      this.touched.push(place);
    }
    for (let a = 0; a < width; a++) row[place * width + a]! += factor * z[a]!;
  }

  /** Ends a level; how many places there are by now. */
  flush(): number {
    const { row, width, touched } = this;
    touched.sort((a, b) => a - b);
    for (const place of touched) {
      this.allPlaces.push(place);
      for (let a = 0; a < width; a++) {
        this.allValues.push(row[place * width + a]!);
        row[place * width + a] = 0;
      }
      this.isTouched[place] = 0;
    }
    touched.length = 0;
    return this.allPlaces.length;
  }

  places(): Int32Array {
    return Int32Array.from(this.allPlaces);
  }

  values(): Float64Array {
    return Float64Array.from(this.allValues);
  }
}
