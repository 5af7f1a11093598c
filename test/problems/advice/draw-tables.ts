/** Advice about draws in tables and CODA files. */

import { parquetWriteBuffer } from "hyparquet-writer";
import type { Advice } from "./advice.ts";

/** Two chains of eight draws, each row as the function makes it. */
function table(header: string, row: (chain: number, draw: number) => string): string {
  const rows = [1, 2].flatMap((chain) => [1, 2, 3, 4, 5, 6, 7, 8].map((draw) => row(chain, draw)));
  return `${[header, ...rows].join("\n")}\n`;
}

const mu = (chain: number, draw: number): number => Math.sin(chain + 7 * draw);
const whole = table("mu,.chain,.draw", (chain, draw) => `${mu(chain, draw)},${chain},${draw}`);

function ofTable(code: string, before: string, hint: string, after = whole): Advice {
  return {
    code,
    before: { files: { "fit.csv": before }, words: "summary @fit.csv" },
    hint,
    after: { files: { "fit.csv": after } },
  };
}

/** `size` draws of a variable in 1000 … of CODA. */
function codaRows(...names: readonly string[]): string {
  return names.flatMap((_, v) => [1, 2, 3, 4].map((draw) => `${1000 + draw}  ${mu(v, draw)}\n`)).join("");
}

function packed(codec: "LZO" | "SNAPPY"): Uint8Array {
  const chain = Int32Array.of(1, 1, 1, 1, 2, 2, 2, 2);
  const columnData = [
    { name: ".chain", data: chain },
    { name: ".draw", data: Int32Array.of(1, 2, 3, 4, 1, 2, 3, 4) },
    { name: "mu", data: Float64Array.from(chain, (c, i) => mu(c, i)) },
  ];
  const same = { LZO: (bytes: Uint8Array) => bytes };
  return new Uint8Array(
    parquetWriteBuffer({ columnData, codec, ...(codec === "LZO" ? { compressors: same } : {}) }),
  );
}

export const drawTableAdvice: readonly Advice[] = [
  ofTable(
    "HP0850",
    table("mu,draw", (chain, draw) => `${mu(chain, draw)},${8 * chain + draw}`),
    "write their numbers in a column `.chain`",
  ),
  ofTable(
    "HP0851",
    table("mu,mu,.chain,.draw", (chain, draw) => `1,${mu(chain, draw)},${chain},${draw}`),
    "give each variable a name of its own",
  ),
  ofTable(
    "HP0852",
    table("mu,.draw", (chain, draw) => `${mu(chain, draw)},${draw}`),
    "write the number of the chain in a column `.chain`",
  ),
  ofTable(
    "HP0852",
    table("theta,school,.chain,.draw", (chain, draw) => `1,2,${chain},${Math.ceil(draw / 2)}`),
    "give each draw of a chain one row, with a column for each variable",
    table("theta[1],theta[2],.chain,.draw", (chain, draw) => `${mu(chain, draw)},2,${chain},${draw}`),
  ),
  ofTable(
    "HP0853",
    table("mu,.chain,.draw", (chain, draw) => `${mu(chain, draw)},${chain},${draw > 4 ? draw + 3 : draw}`),
    "number them anew if they were left out on purpose",
  ),
  ofTable("HP0854", `${whole}0.5,2`, "see whether the file is whole"),
  ofTable(
    "HP0855",
    table("mu,sampler,.chain,.draw", (chain, draw) => `${mu(chain, draw)},nuts,${chain},${draw}`),
    "write a column for each",
  ),
  ofTable("HP0855", whole.replace(/\n[^,]+,2,3\n/, "\n1.2.3,2,3\n"), "see whether the file was edited"),
  ofTable("HP0867", whole.replace(/\n[^,]+,2,3\n/, "\n,2,3\n"), "write the value"),
  {
    code: "HP0856",
    before: { files: { "fit.parquet": packed("LZO") }, words: "summary @fit.parquet" },
    hint: '`compression="snappy"` for Parquet',
    after: { files: { "fit.parquet": packed("SNAPPY") } },
  },
  {
    code: "HP0857",
    before: { files: { "mu.txt": codaRows("mu"), "names.txt": "mu 1 4\n" }, words: "summary @mu.txt" },
    hint: "name both",
    after: { words: "summary @mu.txt @names.txt" },
  },
  {
    code: "HP0857",
    before: {
      files: { "CODAchain1.txt": codaRows("mu"), "CODAindex.txt": "mu 1 four\n" },
      words: "summary @CODAchain1.txt",
    },
    hint: "write it as `mu 1 1000`",
    after: { files: { "CODAindex.txt": "mu 1 4\n" } },
  },
  {
    code: "HP0858",
    before: {
      files: { "CODAchain1.txt": codaRows("mu"), "CODAindex.txt": "mu 1 4\ntau 5 8\n" },
      words: "summary @CODAindex.txt",
    },
    hint: "write it again",
    after: { files: { "CODAchain1.txt": codaRows("mu", "tau") } },
  },
  {
    code: "HP0859",
    before: { files: { "fit.rds": Uint8Array.of(0x58, 0x0a, 0, 0, 0, 3) }, words: "summary @fit.rds" },
    hint: "posterior::as_draws_df(readRDS",
    after: { files: { "fit.csv": whole }, words: "summary @fit.csv" },
  },
];
