/**
 * Hypotheses about the quantities of a run: `σ_b > σ` by its posterior probability, and points such as `β[x] = 0` by the Bayes factor of Savage
 * and Dickey.
 */

import { createRandomStream } from "../numeric/random-stream.ts";
import type { HypothesisResult } from "../posterior/contrasts.ts";
import type { Draws } from "../posterior/draws.ts";
import { defaultProb, estimate } from "../posterior/estimate.ts";
import { centralHalf, sortDraws } from "../posterior/quantile.ts";
import { bayesFactor, densityAt, evidenceWords, type PointDensity } from "../posterior/savage-dickey.ts";
import { requireVariable } from "../posterior/variables.ts";
import { GenerativeModel } from "../prediction/simulate.ts";
import { badOption } from "../run/problems.ts";
import type { BoundRun } from "./bound-run.ts";
import { type DerivedVariable, readDerived } from "./derived-expression.ts";
import type { Fitted } from "./fitted.ts";
import { priorCurves } from "./prior-curves.ts";
import { ProblemError } from "./problem-error.ts";

type Operator = "<" | ">" | "<=" | ">=" | "=";

/** Data sets that are drawn from the priors, where the prior density of a point has no formula. */
const priorDraws = 20_000;

/**
 * Throws a `ProblemError` for a text that is none. `bind` gives the run with its model and data, where the prior of a combination of
 * quantities has to be simulated.
 */
export async function judgeHypothesis(
  fitted: Fitted,
  text: string,
  bind: () => Promise<BoundRun>,
  prob = defaultProb,
): Promise<HypothesisResult> {
  const { left, operator, right } = split(text);
  const { draws } = fitted;
  const derived = read(`hypothesis_ = (${left}) - (${right})`, draws);
  const values = valuesOf(derived, draws);
  const sorted = sortDraws(values);
  const half = centralHalf(sorted);
  const difference = estimate(values, draws.chainCount, prob, sorted);
  if (operator !== "=") {
    const holds = { "<": less, "<=": atMost, ">": greater, ">=": atLeast }[operator];
    const count = values.filter(holds).length;
    const probability = count / values.length;
    return { text, difference, half, probability, odds: count / (values.length - count), bayesFactor: null };
  }
  const { density, priorIs } = await priorDensity(fitted, derived, bind);
  const factor = bayesFactor(densityAt(values, 0), density);
  const words = factor.isKnown ? evidenceWords(factor.factor) : "too few draws lie near the point";
  return {
    text,
    difference,
    half,
    probability: null,
    odds: null,
    bayesFactor: { ...factor, words, priorIs },
  };
}

const less = (value: number): boolean => value < 0;
const atMost = (value: number): boolean => value <= 0;
const greater = (value: number): boolean => value > 0;
const atLeast = (value: number): boolean => value >= 0;

/** The two sides, and what stands between them. */
function split(text: string): { readonly left: string; readonly operator: Operator; readonly right: string } {
  const match = /^((?:[^<>=[\]]|\[[^\]]*\])+)(<=|>=|==|<|>|=)((?:[^<>=[\]]|\[[^\]]*\])+)$/u.exec(text);
  if (match === null) {
    const example = "`σ_b > σ`, or `β[x] = 0`";
    throw new ProblemError(
      [badOption(`a hypothesis compares two sides, as ${example}; found \`${text}\``)],
      "",
      "",
    );
  }
  const operator = match[2] === "==" ? "=" : match[2];
  return { left: match[1]!.trim(), operator: operator as Operator, right: match[3]!.trim() };
}

function read(text: string, { variables }: Draws): DerivedVariable {
  const { derived, problems } = readDerived(text, variables);
  if (derived === null) throw new ProblemError(problems, text, "--hypothesis", false);
  return derived;
}

function valuesOf({ needs, value }: DerivedVariable, draws: Draws): Float64Array {
  const columns = needs.map((name) => requireVariable(draws, name));
  return Float64Array.from({ length: draws.chainCount * draws.drawCount }, (_, i) => value(columns, i));
}

/** The prior density of the difference at 0: by its formula where that is a line of one parameter, else by draws. */
async function priorDensity(
  fitted: Fitted,
  derived: DerivedVariable,
  bind: () => Promise<BoundRun>,
): Promise<{ readonly density: PointDensity; readonly priorIs: "exact" | "simulated" }> {
  const { record, draws } = fitted;
  const [only] = derived.needs;
  const line = lineOf(derived);
  const curve = line === null ? undefined : priorCurves(record.model, draws.variables).get(only!);
  if (line !== null && curve !== undefined) {
    const density = curve(-line.start / line.slope) / Math.abs(line.slope);
    return { density: { density, error: 0, near: null }, priorIs: "exact" };
  }
  const { data } = await bind();
  const { generative, problems } = GenerativeModel.of(data.bound);
  if (generative === null) throw new ProblemError(problems, record.model.text, record.model.file);
  const stream = createRandomStream(record.options.seed, 0);
  const columns = derived.needs.map((name) => generative.variables.findIndex((one) => one.name === name));
  const values = new Float64Array(priorDraws);
  for (let i = 0; i < priorDraws; i++) {
    const { simulation, problem } = generative.simulate(stream);
    if (simulation === null) throw new ProblemError([problem], record.model.text, record.model.file);
    values[i] = derived.value(
      columns.map((column) => Float64Array.of(simulation.draw[column]!)),
      0,
    );
  }
  return { density: densityAt(values, 0), priorIs: "simulated" };
}

/** A function of one variable as a line, as far as some places tell; null where it is none. */
function lineOf({
  needs,
  value,
}: DerivedVariable): { readonly start: number; readonly slope: number } | null {
  if (needs.length !== 1) return null;
  const at = (x: number): number => value([Float64Array.of(x)], 0);
  const [start, slope] = [at(0), at(1) - at(0)];
  const isLine = [-3, 0.5, 2].every(
    (x) => Math.abs(at(x) - start - slope * x) <= 1e-12 * Math.abs(slope * x),
  );
  return isLine && slope !== 0 ? { start, slope } : null;
}
