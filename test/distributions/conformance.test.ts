/** What holds for every distribution of one number: its density, derivatives, moments, probabilities and draws agree. */

import { describe, expect, it } from "vitest";
import { parseFormula } from "../../src/density/graph/formula.ts";
import type { ScalarDistribution } from "../../src/distributions/distribution.ts";
import { distributions } from "../../src/distributions/index.ts";
import { createRandomStream } from "../../src/numeric/random-stream.ts";
import {
  allNames,
  argumentNames,
  boundAt,
  differentiateFormula,
  evaluate,
  logDensityAt,
  namesOf,
} from "./evaluate.ts";
import { chiSquareDeviate, countBins, judge, pilotEdges } from "./goodness-of-fit.ts";
import { integrate, type Node, quadratureNodes, splitNodes } from "./quadrature.ts";
import { corners, settings } from "./settings.ts";

const scalars = distributions.filter((distribution) => distribution.kind === "scalar");
/** `flat` has a test of its own: it is improper. */
const proper = scalars.filter(({ name }) => name !== "flat");

/** One distribution at one setting of its arguments. */
interface Subject {
  readonly distribution: ScalarDistribution;
  readonly values: readonly number[];
  readonly title: string;
  readonly lower: number;
  readonly upper: number;
  /** Draws that say where the mass is; those that are tested come from another stream. */
  readonly pilot: readonly number[];
  readonly edges: readonly number[];
}

function subjectOf(distribution: ScalarDistribution, values: readonly number[]): Subject {
  const names = argumentNames(distribution, values);
  const pilot = drawMany(distribution, values, 500, 1);
  return {
    distribution,
    values,
    title: `${distribution.name}(${values.join(", ")})`,
    lower: boundAt(distribution.support.lower, names),
    upper: boundAt(distribution.support.upper, names),
    pilot,
    edges: pilotEdges(pilot, 12),
  };
}

function drawMany(
  distribution: ScalarDistribution,
  values: readonly number[],
  count: number,
  seed: number,
): number[] {
  const stream = createRandomStream(seed, 0);
  return Array.from({ length: count }, () => distribution.draw!(stream, values));
}

/** Nodes over the whole support: for counts the counts themselves, until there is no mass left. */
function nodesOf({ distribution, values, lower, upper, pilot }: Subject): Node[] {
  if (distribution.support.isInteger) {
    const last = Math.min(upper, 100 + 6 * Math.max(...pilot));
    return Array.from({ length: last - lower + 1 }, (_, i) => ({ x: lower + i, weight: 1 }));
  }
  const sorted = [...pilot].sort((a, b) => a - b);
  const names = argumentNames(distribution, values);
  const isRealLine = lower === -Infinity;
  const center = isRealLine ? (names.mean ?? names.location ?? names.mu)! : sorted[250]!;
  return splitNodes(lower, upper, center, sorted[375]! - sorted[125]!);
}

/** The probabilities of the bins between the edges, by integration. */
function binProbabilities(subject: Subject, density: (x: number) => number): number[] {
  const { distribution, edges, lower, upper } = subject;
  if (distribution.support.isInteger) {
    const nodes = nodesOf(subject);
    const bounds = [-Infinity, ...edges, Infinity];
    return bounds.slice(1).map((end, i) =>
      integrate(
        nodes.filter(({ x }) => x > bounds[i]! && x <= end),
        density,
      ),
    );
  }
  const width = edges[edges.length - 1]! - edges[0]!;
  const bounds = [lower, ...edges, upper];
  // A bin is split at the location, where the density may have a kink.
  const { location = lower } = argumentNames(distribution, subject.values);
  return bounds.slice(1).map((end, i) => {
    const start = bounds[i]!;
    const parts = location > start && location < end ? [start, location, end] : [start, end];
    const nodes = parts.slice(1).flatMap((to, j) => quadratureNodes(parts[j]!, to, width, 1 / 16));
    return integrate(nodes, density);
  });
}

function densityOf({ distribution, values }: Subject): (x: number) => number {
  return (x) => Math.exp(logDensityAt(distribution, x, values));
}

/** Central difference of fourth order. */
function differentiate(f: (v: number) => number, at: number): number {
  const h = 1e-4 * (at === 0 ? 1 : Math.abs(at));
  return (8 * (f(at + h) - f(at - h)) - (f(at + 2 * h) - f(at - 2 * h))) / (12 * h);
}

describe.each(proper.map((distribution) => [distribution.name, distribution] as const))(
  "%s",
  (name, distribution) => {
    const subjects = (settings[name] ?? []).map((values) => subjectOf(distribution, values));

    const isInside = (values: readonly number[]) => (x: number) => {
      const names = argumentNames(distribution, values);
      return (
        x >= boundAt(distribution.support.lower, names) && x <= boundAt(distribution.support.upper, names)
      );
    };

    it("is examined at several settings of its arguments", () => {
      expect(subjects.length).toBeGreaterThanOrEqual(2);
    });

    it("integrates to one, and its moments are those of its formulas", () => {
      for (const subject of subjects) {
        const density = densityOf(subject);
        const nodes = nodesOf(subject).map(({ x, weight }) => ({ x, weight: weight * density(x) }));
        expect(
          integrate(nodes, () => 1),
          subject.title,
        ).toBeCloseTo(1, 7);
        const names = argumentNames(distribution, subject.values);
        const mean = distribution.mean === undefined ? Number.NaN : evaluate(distribution.mean, names);
        const variance =
          distribution.variance === undefined ? Infinity : evaluate(distribution.variance, names);
        if (Number.isFinite(variance)) {
          const spread = Math.sqrt(variance);
          const found = integrate(nodes, (x) => (x - mean) / spread);
          expect(found, `mean of ${subject.title}`).toBeCloseTo(0, 6);
          const foundVariance = integrate(nodes, (x) => ((x - mean) / spread) ** 2);
          expect(foundVariance, `variance of ${subject.title}`).toBeCloseTo(1, 6);
        } else if (Number.isFinite(mean)) {
          expect(integrate(nodes, (x) => x) / mean, `mean of ${subject.title}`).toBeCloseTo(1, 6);
        }
      }
    });

    it("has the partial derivatives of its log density", () => {
      for (const { values, edges, title } of subjects) {
        for (const x of edges) {
          for (const [argument, formula] of Object.entries(distribution.partials)) {
            const index = distribution.arguments.findIndex((one) => one.name === argument);
            const along = (v: number) =>
              index === -1
                ? logDensityAt(distribution, v, values)
                : logDensityAt(distribution, x, values.with(index, v));
            const stated = evaluate(formula, allNames(distribution, x, values));
            const at = index === -1 ? x : values[index]!;
            const error = Math.abs(stated - differentiate(along, at)) * (Math.abs(at) || 1);
            const size = 1 + Math.abs(stated * at);
            expect(
              error < 1e-6 * size,
              `d ${argument} of ${title} at ${x}: ${stated}, ${differentiate(along, at)}`,
            ).toBe(true);
          }
        }
      }
    });

    it("has cumulative probabilities that are the integral of its density", () => {
      for (const subject of subjects) {
        const probabilities = binProbabilities(subject, densityOf(subject));
        let below = 0;
        subject.edges.forEach((edge, i) => {
          below += probabilities[i]!;
          const names = allNames(distribution, edge, subject.values);
          if (distribution.logCdf !== undefined) {
            const found = Math.exp(evaluate(distribution.logCdf, names));
            expect(found, `${subject.title} at ${edge}`).toBeCloseTo(below, 6);
          }
          if (distribution.logSurvival !== undefined) {
            const found = Math.exp(evaluate(distribution.logSurvival, names));
            expect(found, `${subject.title} at ${edge}`).toBeCloseTo(1 - below, 6);
          }
        });
      }
    });

    it("has log probabilities of whole numbers that step there, from 0 below the support on", () => {
      const { logCdf, logSurvival } = distribution;
      if (!distribution.support.isInteger || logCdf === undefined || logSurvival === undefined) return;
      for (const { values, edges, lower, title } of subjects) {
        const at = (formula: string, x: number) => evaluate(formula, allNames(distribution, x, values));
        expect(edges.length, title).toBeGreaterThan(0);
        for (const edge of edges) {
          expect(at(logCdf, edge + 0.7), title).toBe(at(logCdf, edge));
          expect(at(logSurvival, edge + 0.7), title).toBe(at(logSurvival, edge));
        }
        for (const x of [lower - 0.5, lower - 1, lower - 7]) {
          expect(at(logCdf, x), `${title} at ${x}`).toBe(-Infinity);
          expect(Math.abs(at(logSurvival, x)), `${title} at ${x}`).toBe(0);
        }
      }
    });

    it("has log probabilities that can be differentiated along each argument with a partial derivative", () => {
      const formulas = [distribution.logCdf, distribution.logSurvival].filter((one) => one !== undefined);
      for (const { values, edges, title } of subjects) {
        for (const x of [...edges, edges[0]! - 1e4, edges[edges.length - 1]! + 1e4].filter(
          isInside(values),
        )) {
          for (const [formula, argument] of formulas.flatMap((one) =>
            Object.keys(distribution.partials).flatMap((other) =>
              other === "x" ? [] : [[one, other] as const],
            ),
          )) {
            const index = distribution.arguments.findIndex((one) => one.name === argument);
            const along = (v: number) => evaluate(formula, allNames(distribution, x, values.with(index, v)));
            // An argument at 0 is moved by 1e-4, which is far where it multiplies what is far out.
            const isFarStep = values[index] === 0 && Math.abs(x) > 1e3 && argument === "shape";
            if (along(values[index]!) === -Infinity || isFarStep) continue;
            const found = differentiateFormula(distribution, formula, argument, x, values);
            const expected = differentiate(along, values[index]!);
            const size = 1e-6 * (1 + Math.abs(expected)) + 1e-11 * Math.abs(along(values[index]!));
            expect(
              Math.abs(found - expected) <= size,
              `d ${argument} of ${formula} of ${title} at ${x}: ${found}, ${expected}`,
            ).toBe(true);
          }
        }
      }
    });

    it("has draws inside its support that fit its density", () => {
      const complaints: (string | null)[] = [];
      for (const subject of subjects) {
        const draws = drawMany(distribution, subject.values, 6000, 7);
        const { lower, upper } = subject;
        expect(
          draws.every((x) => x >= lower && x <= upper),
          subject.title,
        ).toBe(true);
        if (distribution.support.isOpen) {
          expect(
            draws.every((x) => x > lower && x < upper),
            subject.title,
          ).toBe(true);
        }
        if (distribution.support.isInteger) {
          expect(draws.every(Number.isInteger), subject.title).toBe(true);
        }
        const probabilities = binProbabilities(subject, densityOf(subject));
        const deviate = chiSquareDeviate(countBins(draws, subject.edges), probabilities);
        complaints.push(judge(`draws of ${subject.title}`, deviate));
        complaints.push(judgeMean(subject, draws));
      }
      expect(complaints.filter((complaint) => complaint !== null)).toEqual([]);
    });

    it("has log probabilities whose derivatives are never NaN where they are finite", () => {
      for (const values of settings[name] ?? []) {
        // Farther out the factors of the chain rule overflow.
        for (const x of farPoints(distribution, values).filter((one) => Math.abs(one) < 1e50)) {
          for (const formula of [distribution.logCdf ?? "0", distribution.logSurvival ?? "0"]) {
            if (!Number.isFinite(evaluate(formula, allNames(distribution, x, values)))) {
              continue;
            }
            for (const argument of distribution.arguments) {
              const slope = differentiateFormula(distribution, formula, argument.name, x, values);
              expect(slope, `${formula} of ${name}(${values}) at ${x}`).not.toBeNaN();
            }
          }
        }
      }
    });

    it("is never NaN inside its support, nor are its derivatives", () => {
      for (const values of [...(settings[name] ?? []), ...(corners[name] ?? [])]) {
        for (const x of farPoints(distribution, values)) {
          const names = allNames(distribution, x, values);
          const formulas = [
            ...distribution.logDensity,
            ...Object.values(distribution.partials),
            distribution.logCdf ?? "0",
            distribution.logSurvival ?? "0",
          ];
          expect(logDensityAt(distribution, x, values), `${name}(${values}) at ${x}`).not.toBeNaN();
          for (const formula of formulas) {
            expect(evaluate(formula, names), `${formula} of ${name}(${values}) at ${x}`).not.toBeNaN();
          }
        }
      }
    });
  },
);

function judgeMean({ distribution, values, title }: Subject, draws: readonly number[]): string | null {
  const names = argumentNames(distribution, values);
  const variance = evaluate(distribution.variance ?? "infinity", names);
  if (!Number.isFinite(variance) || variance === 0) {
    return null;
  }
  const mean = draws.reduce((total, x) => total + x, 0) / draws.length;
  const error = Math.sqrt(variance / draws.length);
  return judge(`mean of draws of ${title}`, (mean - evaluate(distribution.mean ?? "0", names)) / error);
}

/** The ends of the support, or what is next to them, and points far out. */
function farPoints(distribution: ScalarDistribution, values: readonly number[]): number[] {
  const names = argumentNames(distribution, values);
  const { support } = distribution;
  const [lower, upper] = [boundAt(support.lower, names), boundAt(support.upper, names)];
  if (support.isInteger) {
    return [lower, lower + 1, 1e6, upper].filter((x) => x <= upper && Number.isFinite(x));
  }
  const isInside = (x: number) =>
    Number.isFinite(x) && (support.isOpen ? x > lower && x < upper : x >= lower && x <= upper);
  const far = [-1e300, -1e160, -1e40, -1e8, -1, 0, Number.MIN_VALUE, 1e-160, 0.5, 1, 1e8, 1e40, 1e160, 1e300];
  return [...far, lower, upper, 1 - Number.EPSILON / 2].filter(isInside);
}

describe("the formulas of every distribution", () => {
  it("mention nothing but the variate, the arguments and what `where` defines above them", () => {
    for (const distribution of scalars) {
      const known = new Set(distribution.arguments.map(({ name }) => name));
      const expectKnown = (formula: string) =>
        expect(namesOf(parseFormula(formula)).filter((name) => !known.has(name), formula)).toEqual([]);
      expectKnown(distribution.mean ?? "0");
      expectKnown(distribution.variance ?? "0");
      known.add("x");
      for (const [name, formula] of Object.entries(distribution.where ?? {})) {
        expectKnown(formula);
        known.add(name);
      }
      [...distribution.logDensity, ...Object.values(distribution.partials)].forEach(expectKnown);
      [distribution.logCdf ?? "0", distribution.logSurvival ?? "0"].forEach(expectKnown);
    }
  });

  it("give a partial derivative for a continuous variate and each argument but counts and bounds of `flat`", () => {
    for (const { name, arguments: specifications, support, partials } of scalars) {
      const expected = specifications
        .filter((argument) => !argument.support.isInteger && name !== "flat")
        .map((argument) => argument.name);
      expect(Object.keys(partials).sort()).toEqual([...expected, ...(support.isInteger ? [] : ["x"])].sort());
    }
  });
});

describe("flat", () => {
  const flat = scalars.find(({ name }) => name === "flat")!;

  it("has log density 0 everywhere and nothing to draw", () => {
    expect(logDensityAt(flat, 1e300, [-Infinity, Infinity])).toBe(0);
    expect(flat.draw).toBeUndefined();
  });

  it("is unbounded unless a bound is written", () => {
    expect(flat.arguments.map(({ defaultValue }) => defaultValue)).toEqual([-Infinity, Infinity]);
  });
});
