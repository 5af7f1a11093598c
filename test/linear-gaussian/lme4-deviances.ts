/** lme4's deviances at given standard deviations, and the models of this program that they belong to. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ColumnData } from "../../src/data/from-memory.ts";
import { requireBound } from "../density/harness.ts";
import { likelihoodOf } from "../samplers/marginal/integrated-model.ts";

/** The shape is described in `test/reference/README.md`. */
export interface DeviancePoint {
  readonly name: string;
  readonly sd: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly correlation: Readonly<Record<string, number>>;
  readonly sigma: number;
  readonly beta: Readonly<Record<string, number>>;
  readonly deviance: number;
  readonly integrated: number;
  readonly check: { readonly method: string; readonly deviance: number; readonly integrated: number };
}

interface DevianceModel {
  readonly data: string;
  readonly points: readonly DeviancePoint[];
}

const root = join(import.meta.dirname, "../..");
const reference = JSON.parse(readFileSync(join(root, "test/reference/lme4-deviances.json"), "utf8")) as {
  readonly models: Readonly<Record<string, DevianceModel>>;
};

/** A model of lme4's in the language: declarations, coefficients by lme4's names with their columns, and group effects. */
export interface DevianceText {
  readonly name: string;
  readonly data: string;
  /** The column of each coefficient, or null for the intercept. */
  readonly coefficients: Readonly<Record<string, string | null>>;
  readonly effects: string;
  /** The sum of the group effects. */
  readonly sum: string;
  readonly outcome: string;
  /** What each sd is called here, by lme4's group and coefficient. */
  readonly sds: Readonly<Record<string, string>>;
}

const intercept = { intercept: null };

export const smallModels: readonly DevianceText[] = [
  {
    name: "dyestuff",
    data: 'y: real from "Yield"\n g: factor from "Batch"',
    coefficients: intercept,
    effects: "σ_g ~ flat(lower: 0)\nb[g] ~ normal(0, σ_g)",
    sum: "b[g]",
    outcome: "y",
    sds: { "Batch intercept": "σ_g" },
  },
  {
    name: "sleepstudy",
    data: 'y: real from "Reaction"\n x: real from "Days"\n g: factor from "Subject"',
    coefficients: { intercept: null, Days: "x" },
    effects: `Z = design(1 + x)
τ[Z] ~ flat(lower: 0)
Ω[Z, Z] ~ lkj(1)
u[g, Z] ~ multi_normal(0, τ, Ω)`,
    sum: "Z * u[g]",
    outcome: "y",
    sds: { "Subject intercept": 'τ["intercept"]', "Subject Days": 'τ["x"]' },
  },
  {
    name: "penicillin",
    data: "diameter: real\n plate: factor\n sample: factor",
    coefficients: intercept,
    effects: `σ_p ~ flat(lower: 0)
σ_s ~ flat(lower: 0)
b[plate] ~ normal(0, σ_p)
c[sample] ~ normal(0, σ_s)`,
    sum: "b[plate] + c[sample]",
    outcome: "diameter",
    sds: { "plate intercept": "σ_p", "sample intercept": "σ_s" },
  },
  {
    name: "pastes",
    data: "strength: real\n batch: factor\n cask: factor in batch",
    coefficients: intercept,
    effects: `σ_b ~ flat(lower: 0)
σ_c ~ flat(lower: 0)
b[batch] ~ normal(0, σ_b)
c[cask] ~ normal(0, σ_c)`,
    sum: "b[batch] + c[cask]",
    outcome: "strength",
    sds: { "batch intercept": "σ_b", "batch:cask intercept": "σ_c" },
  },
];

const service = { intercept: null, service: "service" };

export const evaluations: DevianceText = {
  name: "InstEval, three factors",
  data: "y: real\n service: real\n s: factor\n d: factor\n dept: factor",
  coefficients: service,
  effects: `σ_s ~ flat(lower: 0)
σ_d ~ flat(lower: 0)
σ_dept ~ flat(lower: 0)
a[s] ~ normal(0, σ_s)
b[d] ~ normal(0, σ_d)
c[dept] ~ normal(0, σ_dept)`,
  sum: "a[s] + b[d] + c[dept]",
  outcome: "y",
  sds: { "s intercept": "σ_s", "d intercept": "σ_d", "dept intercept": "σ_dept" },
};

export function pointsOf(text: DevianceText): readonly DeviancePoint[] {
  return reference.models[text.name]!.points;
}

/** Columns of a CSV file without quoted commas; what is a number in every row is a column of numbers. */
function readColumns(path: string): ColumnData {
  const [header, ...rows] = readFileSync(join(root, path), "utf8")
    .trim()
    .split("\n")
    .map((line) => line.split(",").map((cell) => cell.trim().replaceAll('"', "")));
  return Object.fromEntries(
    header!.map((name, k) => {
      const cells = rows.map((row) => row[k]!);
      return [name, cells.every((cell) => Number.isFinite(Number(cell))) ? cells.map(Number) : cells];
    }),
  );
}

/** -2 log p with β integrated out under a flat prior, at any point. */
export function integratedDeviance(text: DevianceText): (point: DeviancePoint) => number {
  const priors = Object.keys(text.coefficients).map((name) => `β_${name} ~ flat()`);
  const terms = Object.entries(text.coefficients).map(([name, column]) =>
    column === null ? `β_${name}` : `β_${name} * ${column}`,
  );
  const likelihood = devianceLikelihood(text, priors, terms);
  return (point) => -2 * likelihood(valuesAt(text, point));
}

/** -2 log p with β as the point has it. */
export function fixedDeviance(text: DevianceText, point: DeviancePoint): number {
  const terms = Object.entries(text.coefficients).map(([name, column]) => {
    const value = `(${point.beta[name]})`;
    return column === null ? value : `${value} * ${column}`;
  });
  return -2 * devianceLikelihood(text, [], terms)(valuesAt(text, point));
}

function devianceLikelihood(
  { name, data, effects, sum, outcome }: DevianceText,
  priors: readonly string[],
  terms: readonly string[],
): (named: Readonly<Record<string, number>>) => number {
  const lines = [`data {\n ${data}\n}`, ...priors, "σ ~ flat(lower: 0)", effects];
  const mean = [...terms, sum].join(" + ");
  const text = [...lines, `${outcome} ~ normal(${mean}, σ)`].join("\n");
  return likelihoodOf(requireBound(text, readColumns(reference.models[name]!.data)));
}

function valuesAt({ sds }: DevianceText, { sd, correlation, sigma }: DeviancePoint): Record<string, number> {
  const named: Record<string, number> = { σ: sigma };
  for (const [group, values] of Object.entries(sd))
    for (const [coefficient, value] of Object.entries(values)) named[sds[`${group} ${coefficient}`]!] = value;
  // The Cholesky factor of a correlation matrix of two.
  for (const ρ of Object.values(correlation)) {
    named["factor of Ω 1,0"] = ρ;
    named["factor of Ω 1,1"] = Math.sqrt((1 - ρ) * (1 + ρ));
  }
  return named;
}
