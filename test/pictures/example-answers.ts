/** Answers that pictures are drawn of in tests and in the gallery, each made of draws by hand: predictions, contrasts, a comparison, a change of variances. */

import { readFileSync } from "node:fs";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import type { PictureInput } from "../../src/pictures/kind.ts";
import type { PredictedNumber, PredictedRows } from "../../src/pictures/predicted-rows.ts";
import { compareScored, type ModelComparison } from "../../src/posterior/compare-models.ts";
import { type Contrasts, contrastRow, contrastsOf, type NamedDraws } from "../../src/posterior/contrasts.ts";
import { centralHalf, intervalNames, quantile } from "../../src/posterior/quantile.ts";
import { type VarianceChange, varianceChange } from "../../src/posterior/variance-change.ts";
import { dataFile } from "../run/bundled.ts";
import { exampleRun } from "./example-run.ts";

/** Answers by the kind of their picture, with the command that gives them. */
export const exampleAnswers: Readonly<
  Record<string, { readonly command: string; readonly answer: () => Partial<PictureInput> }>
> = {
  predict: {
    command: 'hyperprior predict sleepstudy.run --grid "days = 0..9, subject = 308, 335, new" --plot',
    answer: () => ({ title: "sleepstudy", predictions: examplePredictions() }),
  },
  contrast: {
    command: "hyperprior contrast trial.run --by treatment --contrast pairwise --rope=-1..1 --plot",
    answer: () => ({ title: "trial", contrasts: exampleContrasts(), run: ofOutcome("score") }),
  },
  compare: {
    command: "hyperprior compare slopes.run intercepts.run pooled.run --plot",
    answer: () => ({ comparison: exampleComparison() }),
  },
  "variance-change": {
    command: "hyperprior variance dyestuff.run --versus null.run --plot",
    answer: () => ({ varianceChange: exampleChange() }),
  },
};

/** A run whose outcome is called so. */
function ofOutcome(outcome: string): PictureInput["run"] {
  return { draws: exampleRun.draws, roles: { ...exampleRun.record.roles, outcome }, prior: null };
}

/** So many normal draws. */
function normals(seed: number, count = 1000): Float64Array {
  const random = createRandomStream(seed, 1);
  return Float64Array.from({ length: count }, () => random.normal());
}

/** The numbers of a picture. */
function numberOf(draws: Float64Array, prob = 0.9): Omit<PredictedNumber, "outcome" | "category"> {
  const sorted = draws.slice().sort();
  const [lower, median, upper] = [(1 - prob) / 2, 0.5, (1 + prob) / 2].map((at) => quantile(sorted, at));
  return { lower: lower!, median: median!, upper: upper!, half: centralHalf(sorted) };
}

/** Lines of two subjects of sleepstudy and of a new one, about as its model has them, with the data. */
function examplePredictions(): PredictedRows {
  const subjects = [
    { name: "308", at: 254, slope: 19.6, sds: [13, 2.4] },
    { name: "335", at: 250, slope: -0.2, sds: [12, 2.2] },
    { name: "new", at: 251, slope: 10.5, sds: [27, 6.6] },
  ];
  const days = Array.from({ length: 10 }, (_, day) => day);
  const rows = days.flatMap((day) => subjects.map((subject, s) => ({ day, subject, s })));
  const numbers = rows.map(({ day, subject: { at, slope, sds }, s }) => {
    const [a, b] = [normals(2 * s + 1), normals(2 * s + 2)];
    const draws = a.map((z, i) => at + sds[0]! * z + day * (slope + sds[1]! * b[i]!));
    return { outcome: "reaction", category: null, ...numberOf(draws) };
  });
  const [, ...lines] = readFileSync(dataFile("sleepstudy"), "utf8").trim().split("\n");
  const cells = lines.map((line) => line.replaceAll('"', "").split(","));
  const observed = {
    values: cells.map(([reaction]) => Number(reaction)),
    columns: [
      { name: "days", values: cells.map(([, day]) => Number(day)) },
      { name: "subject", values: cells.map(([, , subject]) => subject!) },
    ],
  };
  return {
    kind: "expected",
    definition: "the expected reaction: the mean of outcomes given the parameters",
    numbers,
    columns: [
      { name: "days", values: rows.map(({ day }) => day) },
      { name: "subject", values: rows.map(({ subject }) => subject.name) },
    ],
    observed: new Map([["reaction", observed]]),
  };
}

/** Three treatments, of which two are alike. */
export function exampleContrasts(): Contrasts {
  const shared = normals(11);
  const means = [
    { name: "placebo", mean: 12 },
    { name: "low dose", mean: 12.3 },
    { name: "high dose", mean: 14.6 },
  ].map(({ name, mean }, k) => {
    const own = normals(12 + k);
    return { name, draws: shared.map((z, i) => mean + 0.7 * z + 0.5 * own[i]!) };
  });
  const row = (one: NamedDraws) => contrastRow(one, 4, 0.9, [-1, 1]);
  return {
    ...intervalNames(0.9),
    definition: "the expected outcome, averaged over a balanced grid of the columns that are not named",
    notes: [],
    means: means.map(row),
    contrasts: contrastsOf(means, "pairwise").map(row),
    hypotheses: [],
    equivalence: [-1, 1],
  };
}

/** Three models of 180 rows, the best of which has two rows that its weights fail for. */
export function exampleComparison(): ModelComparison {
  const easy = normals(21, 180);
  const model = (name: string, seed: number, loss: number, spread: number) => {
    const noise = normals(seed, 180);
    const shapes = normals(seed + 1, 180);
    const paretoK = shapes.map((z, i) =>
      name === "slopes" && i % 97 === 40 ? 0.82 + i / 1000 : 0.2 + 0.12 * z,
    );
    return {
      name,
      elpd: easy.map((z, i) => -4.8 - loss + 0.9 * z + spread * noise[i]!),
      p: null,
      paretoK,
      mcse: null,
      unreliable: [...paretoK.keys()].filter((i) => paretoK[i]! > 0.7),
      integrated: null,
      refits: 0,
      notes: [],
    };
  };
  const scored = [
    model("slopes", 31, 0, 0.4),
    model("intercepts", 33, 0.1, 0.5),
    model("pooled", 35, 0.5, 0.6),
  ];
  return {
    measure: "loo",
    predicted: "a new row of a known Subject",
    points: Array.from({ length: 180 }, (_, i) => `row ${i + 1}`),
    factor: null,
    trustedK: 0.7,
    models: compareScored(scored),
  };
}

/** Dyestuff beside a run of it that explains less. */
function exampleChange(): VarianceChange {
  const { draws, record } = exampleRun;
  const more: Readonly<Record<string, number>> = { "#variance 1": 2.2, "#variance 2": 1.15 };
  const values = draws.variables.map(({ name }, v) =>
    draws.values[v]!.map((value) => (more[name] ?? 1) * value),
  );
  return varianceChange({ draws, roles: record.roles }, { draws: { ...draws, values }, roles: record.roles });
}
