/** Advice about files in number, Parquet and databases. Servers are asked in test/engines. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parquetWriteBuffer } from "hyparquet-writer";
import { inSqlite } from "../../sources/fixtures.ts";
import { type Advice, type Attempt, modelOf } from "./advice.ts";

const model = modelOf("y: real", "μ ~ normal(0, 5)", "σ ~ half_normal(5)", "y ~ normal(μ, σ)");
const parquet = (data: readonly unknown[], type: "DOUBLE" | "BYTE_ARRAY" = "DOUBLE"): Uint8Array =>
  new Uint8Array(parquetWriteBuffer({ columnData: [{ name: "y", data: [...data], type }] }));
const good = parquet([1.5, 2, 4, 3]);
const csv = "y,g\n1,a\n2,b\n4,a\n";

/** The bytes of a database of SQLite. */
function sqlite(...statements: readonly string[]): Uint8Array {
  const folder = mkdtempSync(join(tmpdir(), "hyperprior-advice-"));
  const path = join(folder, "d.sqlite");
  inSqlite(path, ...statements);
  const bytes = readFileSync(path);
  rmSync(folder, { recursive: true });
  return bytes;
}

const rows = ["create table rows (y)", "insert into rows values (1), (2), (4)"];
const files = {
  "m.model": model,
  "d.csv": csv,
  "d.parquet": good,
  "d.sqlite": sqlite(...rows, "create table raters (g)"),
};

function asked(
  code: string,
  words: string,
  hint: string,
  after: Partial<Attempt>,
  others: Attempt["files"] = {},
): Advice {
  return { code, before: { files: { ...files, ...others }, words }, hint, after };
}

const check = "check @m.model --data";

export const sourceAdvice: readonly Advice[] = [
  asked(
    "HP1001",
    `${check} @waves`,
    "name those that are meant by their ending",
    { words: `${check} @waves/*.parquet` },
    { "waves/a.csv": csv, "waves/b.parquet": good },
  ),
  asked("HP1002", `${check} @w*.csv`, "the pattern is taken relative to the current directory", {
    words: `${check} @d*.csv`,
  }),
  asked(
    "HP1003",
    `${check} @d.parquet`,
    "check that the file is whole",
    { files: { "d.parquet": good } },
    { "d.parquet": good.subarray(0, good.length - 20) },
  ),
  asked(
    "HP1004",
    `${check} @b.parquet`,
    'by --query "select *, … as …"',
    { words: `${check} @b.parquet --query "select octet_length(y) as y from data"` },
    { "b.parquet": parquet([new Uint8Array([1]), new Uint8Array([2, 3]), new Uint8Array([])], "BYTE_ARRAY") },
  ),
  asked(
    "HP1005",
    `${check} @waves`,
    "leave this file out by a pattern",
    { words: `${check} @waves/a*.csv` },
    { "waves/a1.csv": csv, "waves/a2.csv": csv, "waves/b.csv": "y,h\n1,2\n" },
  ),
  asked("HP1006", `${check} @d.sqlite`, "write it behind the source", {
    words: `${check} @d.sqlite?table=rows`,
  }),
  asked("HP1006", `${check} @d.sqlite`, 'or give --query "select …"', {
    words: `${check} @d.sqlite --query "select y from rows"`,
  }),
  asked("HP1007", `${check} @d.sqlite?table=row`, "did you mean `rows`?", {
    words: `${check} @d.sqlite?table=rows`,
  }),
  asked("HP1008", `${check} https://example.com/d.csv`, "a file that lies elsewhere is to be fetched first", {
    words: `${check} @d.csv`,
  }),
  asked("HP1018", `${check} @d.sqlite --query "drop table rows"`, "a query is one `select`", {
    words: `${check} @d.sqlite --query "select y from rows"`,
  }),
  asked(
    "HP1019",
    'check @p.model --query "select 1"',
    'as --query "select * from data where …"',
    { words: `${check} @d.csv --query "select * from data where g = 'a'"` },
    { "p.model": "μ ~ normal(0, 5)\n" },
  ),
  asked(
    "HP1022",
    `${check} @n.parquet --reduce always`,
    "leave such rows out with --drop-missing",
    { words: `${check} @n.parquet --reduce always --drop-missing` },
    { "n.parquet": parquet([1, null, 3, 2]) },
  ),
  asked(
    "HP1023",
    "explain @h.model --emit-sql duckdb",
    "give another name or type to the column",
    { words: "explain @m.model --emit-sql duckdb" },
    { "h.model": model.replace("y: real", 'y: real from "hp_y"') },
  ),
];
