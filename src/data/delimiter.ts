/**
 * Finds what separates the columns of a CSV file: comma, semicolon, tab or bar.
 *
 * The best evidence is that the requested column names appear in the header; after that, that the first rows all have
 * as many fields as the header, and more than one. A tie goes to the comma.
 */

import Papa from "papaparse";
import { composed } from "../text/composed.ts";

const delimiters: readonly string[] = [",", ";", "\t", "|"];

/** Rows that are looked at, the header included. */
const sampleRows = 50;

/** `sample`: the beginning of the file, newlines as `\n`; its last line may be cut. `wanted`: requested headers. */
export function chooseDelimiter(sample: string, wanted: readonly string[]): string {
  let best = delimiters[0]!;
  let bestScore: readonly number[] = [0, 0, 0];
  for (const delimiter of delimiters) {
    const score = scoreDelimiter(sample, delimiter, wanted);
    if (isBetter(score, bestScore)) {
      best = delimiter;
      bestScore = score;
    }
  }
  return best;
}

/** Wanted names found, share of rows like the header, fields in the header: compared in this order. */
function scoreDelimiter(sample: string, delimiter: string, wanted: readonly string[]): readonly number[] {
  const parser = new Papa.Parser({ delimiter, newline: "\n", preview: sampleRows });
  const rows = (parser.parse(sample, 0, false).data as string[][]).filter(
    (fields) => fields.length > 1 || fields[0]!.trim() !== "",
  );
  const header = rows[0]?.map((field) => composed(field.trim())) ?? [];
  const found = wanted.filter((name) => header.includes(name)).length;
  if (header.length < 2) return [found, 0, 0];
  const whole = rows.length > 2 ? rows.slice(1, -1) : rows.slice(1);
  const alike = whole.filter((fields) => fields.length === header.length).length;
  return [found, whole.length === 0 ? 1 : alike / whole.length, header.length];
}

function isBetter(score: readonly number[], than: readonly number[]): boolean {
  for (let i = 0; i < score.length; i++) {
    if (score[i] !== than[i]) return score[i]! > than[i]!;
  }
  return false;
}
