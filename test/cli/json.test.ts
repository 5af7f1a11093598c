/** `--json`: one object on standard output, of the shape that `docs` promise, with full doubles. */

import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { parse } from "../../src/language/parser.ts";
import { writeRun } from "../../src/run/record/run-folder.ts";
import { dataFile, modelFile } from "../run/bundled.ts";
import { run } from "./captured-terminal.ts";
import { failedRun, goodRun } from "./fixed-run.ts";

let folder: string;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hyperprior-"));
  await writeRun(join(folder, "good"), goodRun);
  await writeRun(join(folder, "failed"), failedRun);
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const anyNumber = expect.any(Number);
const anyText = expect.any(String);
const interval = { mean: anyNumber, q5: anyNumber, q95: anyNumber };
const numbers = { ...interval, sd: anyNumber, median: anyNumber };

async function json(...words: readonly string[]): Promise<unknown> {
  const { out } = await run(...words, "--json");
  return JSON.parse(out);
}

const diagnostics = {
  verdict: "good",
  thresholds: {
    max_rhat: 1.01,
    min_ess: null,
    min_ess_per_chain: 100,
    min_ebfmi: 0.3,
    max_divergences: null,
    max_treedepth_hits: null,
  },
  problems: [],
  notes: [],
  divergences: 0,
  max_treedepth_hits: 0,
  ebfmi: [anyNumber, anyNumber, anyNumber, anyNumber],
};
const summaryRow = {
  variable: anyText,
  ...numbers,
  mcse: anyNumber,
  ess_bulk: anyNumber,
  ess_tail: anyNumber,
  rhat: anyNumber,
  errors: { mean: anyNumber, sd: anyNumber, q5: anyNumber, median: anyNumber, q95: anyNumber },
};
const icc = { group: "batch", definition: anyText, ...numbers };
const component = { sd: interval, variance: interval, share: interval };
const variance = [
  { group: "batch", term: "intercept", ...component, icc: interval },
  { group: "residual", term: null, definition: anyText, ...component, icc: null },
];
const wholeRun = {
  model: "dyestuff",
  method: "nuts",
  plan: expect.objectContaining({ method: "nuts", dimension: 9 }),
  data: { rows: 32, used: 30, dropped: 2, groups: { batch: 6 } },
  improper_priors: [],
  summary: Array.from({ length: 10 }, () => summaryRow),
  variance,
  icc: [icc],
  correlations: [],
  diagnostics,
  interrupted: false,
  timing: { setup_s: 0.01, warmup_s: 0.5, sampling_s: 0.25 },
};

describe("the JSON of", () => {
  it("summary is the whole run, under the names of the model", async () => {
    const found = (await json("summary", join(folder, "good"))) as {
      summary: { variable: string; mean: number }[];
    };
    expect(found).toEqual(wholeRun);
    expect(found.summary.map(({ variable }) => variable)).toContain("b[A]");
    const β = goodRun.draws.values[0]!;
    expect(found.summary[0]!.mean).toBeCloseTo(β.reduce((sum, value) => sum + value, 0) / β.length, 9);
  });

  it("fit has the same shape", async () => {
    const words = [
      "--data",
      dataFile("dyestuff"),
      "--workers",
      "0",
      "--warmup",
      "200",
      "--draws",
      "30",
      "--out",
      join(folder, "fit"),
      "--lenient",
    ];
    const found = (await json("fit", modelFile("dyestuff"), ...words)) as Record<string, unknown>;
    expect(Object.keys(found)).toEqual(Object.keys(wholeRun));
    expect(found).toMatchObject({ data: { rows: 30, used: 30, groups: { batch: 6 } }, variance, icc: [icc] });
    expect(found.timing).toEqual({ setup_s: anyNumber, warmup_s: anyNumber, sampling_s: anyNumber });
  });

  it("variance", async () => {
    expect(await json("variance", join(folder, "good"))).toEqual({
      variance,
      icc: [icc],
      correlations: [],
      residual: anyText,
      remarks: [],
      diagnostics,
    });
  });

  it("effects", async () => {
    const level = {
      level: anyText,
      n: 5,
      raw_mean: anyNumber,
      ...numbers,
      shrinkage: anyNumber,
      raw_effect: null,
    };
    const effects = [
      {
        group: "batch",
        term: "intercept",
        shrinkage: anyText,
        levels: Array.from({ length: 6 }, () => level),
        counted: "rows",
        raw_effect: null,
        spread: { population: numbers, finite: numbers, pooling: anyNumber },
      },
    ];
    expect(await json("effects", join(folder, "good"))).toEqual({ effects, diagnostics });
  });

  it("diagnose, of a good run and of one that is not", async () => {
    expect(await json("diagnose", join(folder, "good"))).toEqual(diagnostics);
    const failed = (await json("diagnose", join(folder, "failed"))) as { problems: unknown[] };
    expect(failed).toMatchObject({ verdict: "failed" });
    const variables = expect.arrayContaining([{ name: "β", value: anyNumber }]);
    expect(failed.problems[0]).toEqual({ rule: "rhat", variables, message: anyText, remedy: anyText });
  });

  it("check, of one file and of a broken one", async () => {
    const found = await json("check", modelFile("dyestuff"), "--data", dataFile("dyestuff"));
    const model = expect.objectContaining({ name: "dyestuff", outcomes: [expect.anything()] });
    const plan = expect.objectContaining({
      method: anyText,
      dimension: anyNumber,
      refused: expect.anything(),
    });
    expect(found).toEqual({ files: [{ file: modelFile("dyestuff"), problems: [], model, plan }] });
    const problem = {
      code: expect.stringMatching(/^HP\d{4}$/),
      severity: "error",
      message: anyText,
      hint: anyText,
      place: expect.anything(),
    };
    expect(await json("check", dataFile("dyestuff"))).toEqual({
      files: [
        { file: dataFile("dyestuff"), problems: expect.arrayContaining([problem]), model: null, plan: null },
      ],
    });
  });

  it("explain", async () => {
    expect(await json("explain", modelFile("cbpp"), "--data", dataFile("cbpp"))).toEqual({
      model: expect.objectContaining({ name: "cbpp" }),
      data: expect.objectContaining({
        rowsRead: 56,
        rowsUsed: 56,
        rowsDropped: 0,
        groups: { period: 4, herd: 15 },
      }),
      plan: expect.objectContaining({
        method: "whitened",
        dimension: 20,
        integrated: [],
        refused: expect.anything(),
      }),
    });
  });

  it("explain, of the phases before data", async () => {
    const model = modelFile("dyestuff");
    const { tree } = parse(readFileSync(model, "utf8"));
    const found = await json("explain", model, "--syntax", "--checked");
    expect(found).toEqual({ syntax: JSON.parse(JSON.stringify(tree)), checked: expect.anything() });
    expect(found).toMatchObject({
      checked: {
        columns: [{ name: "yield" }, { name: "batch", type: "factor", shape: "one for each row" }],
        statements: expect.arrayContaining([
          expect.objectContaining({ name: "b[batch]", role: "parameter", meaning: "~ normal(0, σ_b)" }),
        ]),
      },
    });
  });

  it("explain, of what is recognized beside what was read, as one object", async () => {
    const [model, data] = [modelFile("dyestuff"), dataFile("dyestuff")];
    const found = await json("explain", model, "--data", data, "--checked", "--structure");
    expect(found).toMatchObject({
      checked: { name: "dyestuff" },
      structure: {
        outcomes: [{ name: "yield", size: 30, sd: ["σ"] }],
        nested: [{ name: "batch", levels: 6, effects: 1 }],
        dense: [],
        obstacles: [],
      },
    });
  });

  it("an interval of another width has other names for its ends", async () => {
    const found = (await json("summary", join(folder, "good"), "--prob", "0.5")) as { summary: object[] };
    expect(Object.keys(found.summary[0]!)).toEqual(expect.arrayContaining(["q25", "q75"]));
  });
});
