/** Rows from a table of group sizes: each of its rows stands for as many as its column `n` says, with all of its other columns. */

import type { DataSource, FileReader } from "../api/load-tables.ts";
import type { ColumnData } from "../data/from-memory.ts";
import type { CheckedModel } from "../language/checked-model.ts";
import { canonicalName } from "../language/names.ts";
import { counted } from "../problems/make-problem.ts";
import type { Problem } from "../problems/problem.ts";
import { sizesNotRead } from "./problems.ts";
import { readHeaders, readRawColumns, valuesOfLabels } from "./raw-columns.ts";

/** More rows than a table of this kind is made of. */
const mostRows = 1e7;

/** Columns with a row for each observation; null with problems. A column `level` is that of the model's only factor. */
export async function expandSizes(
  source: DataSource,
  model: CheckedModel | null,
  readFile: FileReader,
): Promise<{ readonly columns: ColumnData | null; readonly problems: readonly Problem[] }> {
  const file = typeof source === "string" ? source : "<sizes>";
  const fail = (reason: string) => ({ columns: null, problems: [sizesNotRead(file, reason)] });
  const reading = { dropMissing: false };
  const { headers, problems: unread } = await readHeaders(source, reading, readFile);
  if (headers === null) return { columns: null, problems: unread };
  const { columns: raw, problems } = await readRawColumns(source, headers, reading, readFile);
  if (raw === null) return { columns: null, problems };
  const counts = raw.labels.get("n")?.map((text) => (text === null ? Number.NaN : Number(text)));
  if (counts === undefined) return fail("it has no column `n`");
  const odd = counts.findIndex((count) => !Number.isInteger(count) || count < 0);
  if (odd >= 0)
    return fail(
      `\`n\` must be a whole number, but is ${raw.labels.get("n")![odd] ?? "missing"} in row ${odd + 1}`,
    );
  const total = counts.reduce((sum, count) => sum + count, 0);
  if (total === 0 || total > mostRows) return fail(`it makes ${total === 0 ? "no" : counted(total)} rows`);
  const rows = counts.flatMap((count, row) => new Array<number>(count).fill(row));
  const others = headers.filter((header) => header !== "n");
  return {
    columns: Object.fromEntries(
      others.map((header) => {
        const values = valuesOfLabels(raw.labels.get(header)!);
        return [factorNamed(header, others, model), rows.map((row) => values[row]!)];
      }),
    ),
    problems: [],
  };
}

/** What `level` stands for, where the model reads no column of that name and has one factor that is not there. */
function factorNamed(header: string, headers: readonly string[], model: CheckedModel | null): string {
  if (header !== "level" || model === null) return header;
  if (model.columns.some(({ from }) => canonicalName(from) === header)) return header;
  const factors = model.columns.filter(({ type, from }) => type === "factor" && !headers.includes(from));
  return factors.length === 1 ? factors[0]!.from : header;
}
