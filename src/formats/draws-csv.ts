/** Draws as a CSV table, as R's posterior, ggmcmc, tidybayes and data frames of Python have them: `tables/` says which columns are what. */

import type { DrawsFormat, FileHead } from "./format.ts";
import { type CsvSample, cellNumber, sampleCsv } from "./tables/csv-sample.ts";
import { isLong, isRowNumber, rolesOf } from "./tables/roles.ts";

export const drawsCsv: DrawsFormat = {
  name: "csv",
  title: "CSV with a row per draw",
  extensions: [".csv", ".csv.gz", ".tsv", ".tsv.gz"],
  recognizes: ({ text, bytes }) => isText(text) && isTableOfDraws(text, bytes.length),
  read: async (files, options) => (await import("./tables/read.ts")).readCsvFiles(files, options),
  write: (written) => [
    {
      suffix: "",
      async *pieces() {
        const { csvPieces } = await import("./tables/write-csv.ts");
        yield* csvPieces(written.draws);
      },
    },
  ],
};

/** Neither binary nor a text of another kind: comments, JSON, XML. */
function isText(text: FileHead["text"]): boolean {
  return !text.includes("\0") && !/^\s*[#{[<]/.test(text);
}

function isTableOfDraws(text: string, size: number): boolean {
  const sample = sampleCsv(text);
  if (sample === null || sample.header.some((name) => cellNumber(name, false) !== null && !isRowNumber(name)))
    return false;
  const roles = rolesOf(sample.header);
  if (isLong(roles) && roles.chain >= 0) return true;
  if (roles.chain >= 0 && (roles.iteration >= 0 || roles.draw >= 0)) return true;
  // CmdStan's own files have no chain, and `lp__` first.
  if (roles.chain < 0 && sample.header[0] === "lp__") return false;
  // A header that is longer than what is looked at.
  if (sample.rows.length === 0) return size >= 60_000 && sample.header.length > 500;
  return hasOnlyNumbers(sample);
}

function hasOnlyNumbers({ delimiter, header, rows }: CsvSample): boolean {
  const { chain } = rolesOf(header);
  const places = [...header.keys()].filter((i) => i !== chain && !isRowNumber(header[i]!));
  return (
    places.length > 0 &&
    rows.every(
      (fields) =>
        fields.length === header.length &&
        places.every((i) => cellNumber(fields[i]!, delimiter !== ",") !== null),
    )
  );
}
