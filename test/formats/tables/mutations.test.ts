import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { ReadResult } from "../../../src/formats/format.ts";
import { formats } from "../../../src/formats/index.ts";
import { fileOfBytes, type InputFile } from "../../../src/formats/input-file.ts";
import { createRandomStream, type RandomStream } from "../../../src/numeric/random-stream.ts";
import { plainOptions, samples } from "./samples.ts";

const originals = [
  "csv/draws_df.csv",
  "csv/shuffled-semicolon.csv",
  "csv/ggs-long.csv.gz",
  "csv/gather_draws.csv.gz",
  "parquet/pyarrow-snappy.parquet",
  "parquet/pyarrow-lz4.parquet",
  "parquet/pyarrow-gzip.parquet",
  "parquet/duckdb.parquet",
  "arrow/feather-lz4.feather",
  "arrow/plain.arrow",
  "arrow/stream-dictionary.arrows",
  "coda/CODAchain1.txt",
  "coda/CODAindex.txt",
];

const times = 80;

/** Bytes of a sample, unzipped. */
async function bytesOf(path: string): Promise<Uint8Array> {
  return fileOfBytes(path, readFileSync(join(samples, path))).head(Number.POSITIVE_INFINITY);
}

/** Cuts, changes bytes, leaves a stretch out or puts one in twice. */
function mutated(bytes: Uint8Array, stream: RandomStream): Uint8Array {
  const below = (n: number): number => Math.floor(stream.uniform() * n);
  const at = below(bytes.length);
  const kind = below(5);
  if (kind === 0) return bytes.slice(0, at);
  const length = 1 + below(kind === 1 ? 4 : 200);
  const [before, part, after] = [bytes.slice(0, at), bytes.slice(at, at + length), bytes.slice(at + length)];
  if (kind === 2) return joined(before, after);
  if (kind === 3) return joined(before, part, part, after);
  // At the end of binary files stands what their parts are.
  const place = kind === 1 ? Math.max(0, bytes.length - 1 - below(1500)) : at;
  const changed = bytes.slice();
  for (let i = 0; i < Math.min(length, 4); i++) changed[(place + i) % bytes.length] = below(256);
  return changed;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

function expectWhole({ received, problems }: ReadResult): void {
  const isRefused = problems.some(({ severity }) => severity === "error");
  expect(received === null).toBe(isRefused);
  if (received === null) return;
  const { chainCount, drawCount, variables } = received.source;
  expect(chainCount * drawCount * variables.length).toBeGreaterThan(0);
}

describe("files damaged at random", () => {
  it.each(originals)(
    `are read or refused with a problem, %s in ${times} ways`,
    async (path) => {
      const bytes = await bytesOf(path);
      const stream = createRandomStream(1, originals.indexOf(path));
      const format = formats.find(({ name }) => name === path.split("/")[0])!;
      const other = ["CODAchain1.txt", "CODAindex.txt"].find((name) => !path.endsWith(name))!;
      const beside: readonly InputFile[] =
        format.name === "coda" ? [fileOfBytes("beside", await bytesOf(`coda/${other}`))] : [];
      for (let i = 0; i < times; i++) {
        const damaged = mutated(bytes, stream);
        const text = new TextDecoder().decode(damaged.subarray(0, 1 << 16));
        for (const one of formats) one.recognizes({ name: path, bytes: damaged.subarray(0, 1 << 16), text });
        try {
          expectWhole(await format.read([fileOfBytes("damaged", damaged), ...beside], plainOptions));
        } catch (error) {
          throw new Error(`way ${i}: ${error instanceof Error ? error.stack : error}`);
        }
      }
    },
    300_000,
  );
});
