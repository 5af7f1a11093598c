/** A table of draws as a file holds it: a row per draw, or per value of a draw, in any order. */

export interface DrawTable {
  /** For messages, and as the name of a chain where no column says it. */
  readonly file: string;
  readonly rowCount: number;
  readonly columns: readonly TableColumn[];
  /** Where a row of the table stands: "line 7" of a text, "row 6" of a file that has no lines. */
  readonly placeOf: (row: number) => string;
}

/** A column under the name that the file gives it. */
export interface TableColumn {
  readonly name: string;
  readonly cells: NumberCells | TextCells;
}

/** NaN where there is none. */
export interface NumberCells {
  readonly kind: "numbers";
  readonly values: Float64Array;
}

/** Of each row the place of its text among the labels, -1 where there is none. */
export interface TextCells {
  readonly kind: "texts";
  readonly codes: Int32Array;
  readonly labels: readonly string[];
}

/** Labels in the order in which they come, and their codes. */
export class LabelCodes {
  readonly labels: string[] = [];
  private readonly codes = new Map<string, number>();

  /** The code of a label, a new one for a new label. */
  codeOf(label: string): number {
    const known = this.codes.get(label);
    if (known !== undefined) return known;
    const code = this.labels.push(label) - 1;
    this.codes.set(label, code);
    return code;
  }
}

/**
 * The cells of what a reader of another format gives: numbers, bigints and booleans are numbers, texts are texts, null is none; null for a
 * column of anything else.
 */
export function cellsOf(values: ArrayLike<unknown>): TableColumn["cells"] | null {
  if (values instanceof Float64Array) return { kind: "numbers", values };
  const first = firstOf(values);
  if (typeof first === "string") return textsOf(values);
  if (first !== undefined && !["number", "bigint", "boolean"].includes(typeof first)) return null;
  return { kind: "numbers", values: Float64Array.from(values, numberOf) };
}

function firstOf(values: ArrayLike<unknown>): unknown {
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (value !== null && value !== undefined) return value;
  }
  return undefined;
}

function numberOf(value: unknown): number {
  return value === null || value === undefined ? Number.NaN : Number(value);
}

function textsOf(values: ArrayLike<unknown>): TextCells {
  const labels = new LabelCodes();
  const codes = Int32Array.from(values, (value) => (typeof value === "string" ? labels.codeOf(value) : -1));
  return { kind: "texts", codes, labels: labels.labels };
}
