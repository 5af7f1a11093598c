/** Whether what is read of numbers is the double that JavaScript reads of them, to the last bit. */

import { decodeColumns, NumbersApart } from "../../../src/formats/cmdstan/number-code.ts";
import type { NumberRowReader } from "../../../src/formats/cmdstan/number-row.ts";

const perRow = 100;

/** Texts of which another double is read, as codes or as doubles. */
export function wronglyRead(reader: NumberRowReader, rows: number, next: () => string): string[] {
  const wrong: string[] = [];
  for (let row = 0; row < rows; row++) {
    const texts = Array.from({ length: perRow }, next);
    const bytes = new TextEncoder().encode(texts.join(","));
    const doubles = new Float64Array(perRow);
    const fields = [0, perRow] as const;
    reader.load(bytes);
    reader.readRow([0, bytes.length], fields, { numbers: doubles, at: 0, step: 1 });
    const codes = new Int32Array(perRow);
    const apart = new NumbersApart();
    reader.load(bytes);
    reader.readCodes([0, bytes.length], fields, { numbers: codes, at: 0, step: 1, apart });
    const decoded = new Float64Array(perRow);
    decodeColumns(codes, apart.values, [decoded], { from: 0, stride: perRow, step: 1, count: perRow, at: 0 });
    texts.forEach((text, i) => {
      const wanted = Number(text);
      if (!Object.is(doubles[i], wanted) || !Object.is(decoded[i], wanted)) wrong.push(text);
    });
  }
  return wrong;
}
