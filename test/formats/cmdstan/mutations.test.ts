/** Good files, broken in thousands of small ways: they end in draws, or in problems with a place, and never in a throw. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { expect, it } from "vitest";
import { fileOfBytes } from "../../../src/formats/input-file.ts";
import { readFiles } from "../../../src/formats/recognize.ts";
import { collectDraws } from "../../../src/posterior/draws-source.ts";
import { renderProblem } from "../../../src/problems/render-problem.ts";
import { type Pick, picker } from "../../cli/mutations.ts";
import { cmdStanFile } from "./files.ts";

type ByteMutation = (bytes: Buffer, pick: Pick) => Buffer;

const stretch = (bytes: Buffer, pick: Pick): readonly [number, number] => {
  const from = pick(bytes.length);
  return [from, Math.min(bytes.length, from + 1 + pick(pick(2) === 0 ? 4 : 400))];
};
const strange = [
  ",",
  "\n",
  "#",
  "\r",
  "\0",
  "nan",
  "-",
  "e",
  ".",
  '"',
  "lp__,",
  "# stan_version_major = 2\n",
  "é",
  "\xff",
  "9".repeat(400),
];

const mutations: { readonly [name: string]: ByteMutation } = {
  "cut off the end": (bytes, pick) => bytes.subarray(0, pick(bytes.length)),
  "cut off the beginning": (bytes, pick) => bytes.subarray(pick(bytes.length)),
  "remove a stretch": (bytes, pick) => {
    const [from, to] = stretch(bytes, pick);
    return Buffer.concat([bytes.subarray(0, from), bytes.subarray(to)]);
  },
  "double a stretch": (bytes, pick) => {
    const [from, to] = stretch(bytes, pick);
    return Buffer.concat([bytes.subarray(0, to), bytes.subarray(from)]);
  },
  "swap two stretches": (bytes, pick) => {
    const [from, to] = stretch(bytes, pick);
    const middle = from + pick(to - from);
    return Buffer.concat([
      bytes.subarray(0, from),
      bytes.subarray(middle, to),
      bytes.subarray(from, middle),
      bytes.subarray(to),
    ]);
  },
  "put a strange text in": (bytes, pick) => {
    const at = pick(bytes.length);
    const text = Buffer.from(strange[pick(strange.length)]!, "latin1");
    return Buffer.concat([bytes.subarray(0, at), text, bytes.subarray(at)]);
  },
  "change a byte": (bytes, pick) => {
    const changed = Buffer.from(bytes);
    changed[pick(changed.length)] = pick(256);
    return changed;
  },
};

const samples: readonly Buffer[] = [
  ...["nuts_1.csv", "thinned.csv", "static.csv", "fixed.csv"].map((name) =>
    readFileSync(join(import.meta.dirname, "rstan", name)),
  ),
  Buffer.from(cmdStanFile({ draws: 10 })),
];

it.each(Object.entries(mutations))("files are told about or read: %s", async (_, mutate) => {
  for (let k = 0; k < 40; k++) {
    const pick = picker(k, 7);
    const good = samples[k % samples.length]!;
    const broken = mutate(good, pick);
    const given = pick(3) === 0 ? [broken, good] : [broken];
    const files = given.map((bytes, i) => fileOfBytes(`fit_${i + 1}.csv`, bytes));
    const options = {
      warmup: pick(4) === 0 ? 3 : null,
      thin: 1 + pick(2),
      memory: pick(2) === 0 ? 500 : 1e8,
    };
    const { received, problems } = await readFiles(files, pick(2) === 0 ? "cmdstan" : null, options);
    for (const problem of problems) expect(renderProblem(problem, "", "fit_1.csv")).toMatch(/HP08\d\d: /);
    if (received === null) {
      expect(problems.some(({ severity }) => severity === "error")).toBe(true);
      continue;
    }
    const { values, chainCount, drawCount } = await collectDraws(received.source);
    expect(drawCount).toBeGreaterThan(0);
    expect(values.every(({ length }) => length === chainCount * drawCount)).toBe(true);
  }
});

it("zipped files are told about or read, wherever their bytes are broken", async () => {
  const zipped = gzipSync(samples[0]!);
  for (let k = 0; k < 100; k++) {
    const pick = picker(k, 8);
    const names = Object.keys(mutations);
    const broken = mutations[names[k % names.length]!]!(zipped, pick);
    const { received, problems } = await readFiles([fileOfBytes("fit.csv.gz", broken)], null, {
      warmup: null,
      thin: 1,
      memory: 1e8,
    });
    if (received === null) expect(problems.some(({ severity }) => severity === "error")).toBe(true);
  }
});
