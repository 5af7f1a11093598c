/** Samples of tables read and judged, beside what R's posterior says of the same draws. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { ReadResult } from "../../../src/formats/format.ts";
import { fileAt } from "../../../src/formats/input-file.ts";
import { readFiles } from "../../../src/formats/recognize.ts";
import type { Draws } from "../../../src/posterior/draws.ts";
import { collectDraws } from "../../../src/posterior/draws-source.ts";
import { judgeSource } from "../../../src/posterior/judge-source.ts";

export const samples = join(import.meta.dirname, "../samples");

export const plainOptions = { warmup: null, thin: 1, memory: 1e9 } as const;

/** Reads samples by their paths within the folder of samples. */
export async function readSamples(...paths: readonly string[]): Promise<ReadResult> {
  const files = await Promise.all(paths.map((path) => fileAt(join(samples, path))));
  return readFiles(files, null, plainOptions);
}

/** The draws of a reading that must have some. */
export async function drawsOf({ received, problems }: ReadResult): Promise<Draws> {
  if (received === null) throw new Error(problems.map(({ message }) => message).join("\n"));
  return collectDraws(received.source);
}

interface Expected {
  readonly chains: number;
  readonly draws: number;
  readonly summary: readonly Readonly<Record<string, number> & { readonly variable: string }>[];
}

/** Compares all that R's posterior says, at 1e-8 of its size. */
export async function expectAsInR({ received, problems }: ReadResult, expectedPath: string): Promise<void> {
  if (received === null) throw new Error(problems.map(({ message }) => message).join("\n"));
  const expected: Expected = JSON.parse(readFileSync(join(samples, expectedPath), "utf8"));
  const { source } = received;
  expect([source.chainCount, source.drawCount]).toEqual([expected.chains, expected.draws]);
  const { summary } = await judgeSource(source, { prob: 0.9 });
  const found = new Map(summary.rows.map((row) => [row.variable, row]));
  expect([...found.keys()].sort()).toEqual(expected.summary.map(({ variable }) => variable).sort());
  for (const wanted of expected.summary) {
    const row = found.get(wanted.variable)!;
    const pairs = [
      [row.mean, wanted.mean],
      [row.median, wanted.median],
      [row.sd, wanted.sd],
      [row.mad, wanted.mad],
      [row.lower, wanted.q5],
      [row.upper, wanted.q95],
      [row.rhat, wanted.rhat],
      [row.essBulk, wanted.ess_bulk],
      [row.essTail, wanted.ess_tail],
      [row.mcse, wanted.mcse_mean],
    ];
    for (const [k, [ours, theirs]] of pairs.entries())
      expect(
        Math.abs(Number(ours) / Number(theirs) - 1),
        `${wanted.variable} ${k}: ${ours} ${theirs}`,
      ).toBeLessThan(1e-8);
  }
}
