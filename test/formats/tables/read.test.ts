import { describe, expect, it } from "vitest";
import { expectAsInR, readSamples } from "./samples.ts";

const sameDraws = [
  "csv/draws_df.csv",
  "csv/shuffled-semicolon.csv",
  "csv/chain-draw.tsv",
  "csv/ggs-long.csv.gz",
  "csv/gather_draws.csv.gz",
  "parquet/pyarrow-snappy.parquet",
  "parquet/pyarrow-gzip.parquet",
  "parquet/pyarrow-brotli.parquet",
  "parquet/pyarrow-lz4.parquet",
  "parquet/duckdb.parquet",
  "arrow/feather-lz4.feather",
  "arrow/plain.arrow",
  "arrow/stream-dictionary.arrows",
];

describe("draws of other programs in tables", () => {
  it.each(sameDraws)("are in %s what R's posterior says, at 1e-8", async (path) => {
    const result = await readSamples(path);
    expect(result.problems).toEqual([]);
    expect(result.received?.format).toBe(path.split("/")[0]);
    await expectAsInR(result, "csv/expected.json");
  });

  it.each([
    ["the index alone", ["CODAindex.txt"]],
    ["index and chains", ["CODAchain1.txt", "CODAchain2.txt", "CODAindex.txt"]],
    ["the chains alone", ["CODAchain1.txt", "CODAchain2.txt"]],
  ])("are in %s of JAGS what R's coda and posterior say, at 1e-8", async (_, names) => {
    const result = await readSamples(...names.map((name) => `coda/${name}`));
    expect(result.problems).toEqual([]);
    expect(result.received?.sampling.thin).toBe(2);
    await expectAsInR(result, "coda/expected.json");
  });

  it.each(["parquet/pyarrow-zstd.parquet", "arrow/feather-zstd.feather"])(
    "say of %s what it is packed by, where this Node does not unpack it",
    async (path) => {
      const { zstdDecompressSync } = (await import("node:zlib")) as { zstdDecompressSync?: unknown };
      const result = await readSamples(path);
      if (zstdDecompressSync !== undefined) await expectAsInR(result, "csv/expected.json");
      else expect(result.problems).toMatchObject([{ code: "HP0856", severity: "error" }]);
    },
  );

  it.each(["refused-gzip.rds", "refused-xz.rds", "refused.RData"])(
    "are told to be written as a table where R saved them as %s",
    async (name) => {
      const { received, problems } = await readSamples(`../tables/${name}`);
      expect(received).toBeNull();
      expect(problems).toMatchObject([
        { code: "HP0859", hint: expect.stringContaining("as_draws_df(readRDS") },
      ]);
    },
  );
});
