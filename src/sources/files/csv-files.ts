/**
 * Several CSV files, or zipped ones, as a relation of DuckDB. All cells are read as texts, which are then read as those of a single file are: what
 * DuckDB takes for a number, a date or a missing value is not asked. Separator and column names are found here too.
 */

import { chooseDelimiter } from "../../data/delimiter.ts";
import { parseCsv } from "../../data/parse-csv.ts";
import { duplicateHeader } from "../../data/problems.ts";
import type { ColumnRequest } from "../../data/table.ts";
import type { WideTable } from "../../data/wide.ts";
import { wantedHeaders } from "../../data/wide.ts";
import { fileAt } from "../../formats/input-file.ts";
import { inSingleQuotes } from "../engine.ts";
import { headersDiffer } from "../problems.ts";
import { SourceFailure } from "../source-failure.ts";
import { requireAlike } from "./chained.ts";

/** Bytes in which the line of column names ends. */
const headSize = 1 << 16;
const separatorLine = /^\uFEFF?"?sep=([\t -~])"?\r?\n/i;

interface Head {
  readonly headers: readonly string[];
  readonly delimiter: string;
  /** Whether a line `sep=;` stands before the names. */
  readonly isSaid: boolean;
}

/** What stands behind `from`. Throws a `SourceFailure` where the files do not have the same columns in the same order. */
export async function csvRelation(
  paths: readonly string[],
  requests: readonly ColumnRequest[],
  wide: WideTable | null,
): Promise<string> {
  const [first] = paths;
  const head = await headOf(first!, requests, wide);
  const { headers, delimiter, isSaid } = head;
  const twice = headers.find((name, i) => headers.indexOf(name) < i);
  if (twice !== undefined) {
    const places = headers.flatMap((name, i) => (name === twice ? [i + 1] : []));
    throw new SourceFailure(duplicateHeader(twice, places, { name: first!, unit: "line" }));
  }
  for (const path of paths.slice(1)) {
    const other = await headOf(path, requests, wide);
    requireAlike(path, first!, other.headers, headers);
    const isSame =
      other.headers.every((name, i) => name === headers[i]) &&
      other.delimiter === delimiter &&
      other.isSaid === isSaid;
    if (!isSame) throw new SourceFailure(headersDiffer(path, first!, [], []));
  }
  // DuckDB has no column without a name.
  const names = headers.map((name, i) => (name === "" ? `column${i + 1}` : name));
  const columns = names.map((name) => `${inSingleQuotes(name)}: 'VARCHAR'`).join(", ");
  const files = paths.map(inSingleQuotes).join(", ");
  const start = isSaid ? "header = false, skip = 2" : "header = true";
  return `read_csv([${files}], auto_detect = false, columns = {${columns}}, delim = ${inSingleQuotes(delimiter)}, quote = '"', escape = '"', ${start})`;
}

async function headOf(
  path: string,
  requests: readonly ColumnRequest[],
  wide: WideTable | null,
): Promise<Head> {
  const bytes = await (await fileAt(path)).head(headSize);
  const { headers, problems } = await parseCsv(once(bytes), path, [], { dropMissing: false });
  const [problem] = problems;
  if (headers === undefined) throw problem === undefined ? new Error(path) : new SourceFailure(problem);
  const sample = new TextDecoder().decode(bytes);
  const said = separatorLine.exec(sample)?.[1];
  const wanted = wantedHeaders(requests, wide);
  if (said !== undefined) return { headers, delimiter: said, isSaid: true };
  const delimiter = chooseDelimiter(sample.replaceAll(/\r\n?/g, "\n"), wanted);
  // With the names that are wanted another separator may be the right one.
  const named = await parseCsv(once(bytes), path, requests, { dropMissing: false, wide });
  return { headers: named.headers ?? headers, delimiter, isSaid: false };
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
