import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { adaptMixture } from "../../../src/samplers/exploration/adapt-mixture.ts";
import { explore } from "../../../src/samplers/exploration/explore.ts";
import { longSides } from "../../../src/samplers/exploration/long-sides.ts";
import { findModes } from "../../../src/samplers/exploration/modes.ts";
import { findPriorRange } from "../../../src/samplers/exploration/prior-range.ts";
import { MixtureSampler, type TMixture } from "../../../src/samplers/exploration/t-mixture.ts";
import { judgeWeights } from "../../../src/samplers/exploration/weight-report.ts";
import { bumps, rangeOf, unitScales } from "./targets.ts";

const twoBumps = [
  { share: 0.3, mean: [-3, 0], sd: 0.5 },
  { share: 0.7, mean: [4, 1], sd: 0.2 },
];
const search = { points: 300, climbs: 24 };
const budget = { points: 500, rounds: 8, enough: 0.85 };

describe("a mixture of t distributions", () => {
  const mixture: TMixture = [
    { weight: 0.7, degreesOfFreedom: 5, location: Float64Array.of(1), factor: Float64Array.of(0.5) },
    { weight: 0.3, degreesOfFreedom: 1, location: Float64Array.of(-2), factor: Float64Array.of(2) },
  ];

  it("has a density that integrates to one", () => {
    const sampler = new MixtureSampler(mixture);
    let sum = 0;
    // x = tan(u), dx = (1 + x²) du
    const count = 20_000;
    for (let k = 0; k < count; k++) {
      const x = Math.tan(Math.PI * ((k + 0.5) / count - 0.5));
      sum += (sampler.density(Float64Array.of(x)) * (1 + x * x) * Math.PI) / count;
    }
    expect(sum).toBeCloseTo(1, 5);
  });

  it("gives the density of its draws that it gives of positions, and draws from its components by their weights", () => {
    const sampler = new MixtureSampler(mixture);
    const stream = createRandomStream(6, 0);
    const position = new Float64Array(1);
    let below = 0;
    for (let i = 0; i < 20_000; i++) {
      const logDensity = sampler.draw(stream, position);
      if (i < 20) expect(sampler.logDensity(position)).toBe(logDensity);
      if (position[0]! < -2) below++;
    }
    // .3 · ½ + .7 · P(t₅ < -6) = .15065; four standard errors are .0101
    expect(Math.abs(below / 20_000 - 0.1506)).toBeLessThan(0.0101);
  });
});

describe("the range of a prior", () => {
  it("is that of its quantiles where it falls off, and that of the data where it does not", () => {
    const logPrior = (x: Float64Array): number => -0.5 * ((x[0]! - 100) / 30) ** 2;
    const scales = { isLog: [false, false], dataSd: 2, dataExtent: 5 };
    const { center, boxes } = findPriorRange(logPrior, Float64Array.of(0, 0), scales);
    expect(Math.abs(center[0]! - 100)).toBeLessThan(10);
    // A fall by 2 is two standard deviations.
    expect(Math.abs(boxes[0]!.upper[0]! - 160)).toBeLessThan(10);
    expect([boxes[2]!.lower[1], boxes[2]!.upper[1]]).toEqual([-50, 50]);
  });

  it("of a scale reaches to the scale of the data, however narrow the prior", () => {
    const logPrior = (x: Float64Array): number => -0.5 * ((x[0]! - 7) / 0.01) ** 2;
    const { boxes } = findPriorRange(logPrior, Float64Array.of(0), {
      isLog: [true],
      dataSd: 1,
      dataExtent: 1,
    });
    expect(boxes[2]!.lower[0]).toBe(-9);
    expect(boxes[0]!.lower[0]).toBeGreaterThan(6.9);
  });
});

describe("the search for modes", () => {
  it("finds modes apart, with their evidence", () => {
    const modes = findModes(bumps(twoBumps), rangeOf(2, 5), search);
    expect(modes).toHaveLength(2);
    expect(modes[0]!.position[0]).toBeCloseTo(4, 3);
    expect(modes[0]!.logEvidence).toBeCloseTo(Math.log(0.7), 3);
    expect(modes[1]!.logEvidence).toBeCloseTo(Math.log(0.3), 3);
  });

  it("does not leap out of a narrow mode into a wide one", () => {
    const narrow = [
      { share: 0.94, mean: [1], sd: 0.3 },
      { share: 0.06, mean: [-5], sd: 0.05 },
    ];
    expect(
      findModes(bumps(narrow), rangeOf(1, 6), search).map(({ position }) => Math.round(position[0]!)),
    ).toEqual([1, -5]);
  });

  it("finds the same modes whatever the unit of a coordinate", () => {
    for (const unit of [1e-6, 1, 1e6]) {
      const scaled = twoBumps.map((one) => ({
        ...one,
        mean: one.mean.map((m) => m * unit),
        sd: one.sd * unit,
      }));
      const modes = findModes(bumps(scaled), rangeOf(2, 5 * unit), search);
      expect(modes.map(({ position }) => Math.round(position[0]! / unit))).toEqual([4, -3]);
    }
  });
});

describe("the fitting of a mixture", () => {
  const fit = (density: ReturnType<typeof bumps>, half: number) => {
    const range = rangeOf(density.dimension, half);
    const modes = findModes(density, range, search);
    return adaptMixture((x) => density.value(x), modes, range, budget, createRandomStream(5, 0))!;
  };

  it("gives each mode its share, and the evidence within its error", () => {
    const { mixture, report } = fit(bumps(twoBumps, 10), 5);
    expect(report.efficiency).toBeGreaterThan(0.75);
    expect(Math.abs(report.logEvidence - 10)).toBeLessThan(4 * report.logEvidenceError);
    expect(report.logEvidenceError).toBeLessThan(0.05);
    const right = mixture
      .filter(({ location }) => location[0]! > 2)
      .reduce((sum, { weight }) => sum + weight, 0);
    expect(Math.abs(right - 0.7 * 0.98)).toBeLessThan(0.06);
  });

  it("adds components along a ridge that one component does not cover", () => {
    // A banana: y about x².
    const value = (x: Float64Array): number =>
      -0.5 * (x[0]! / 2) ** 2 - 0.5 * ((x[1]! - x[0]! ** 2) / 0.5) ** 2;
    const density = {
      dimension: 2,
      value,
      evaluate: (x: Float64Array, gradient: Float64Array): number => {
        const off = (x[1]! - x[0]! ** 2) / 0.25;
        gradient[0] = -x[0]! / 4 + 2 * x[0]! * off;
        gradient[1] = -off;
        return value(x);
      },
    };
    const { mixture, report } = fit(density, 10);
    expect(mixture.length).toBeGreaterThan(3);
    // log(2π · 2 · 0.5)
    expect(Math.abs(report.logEvidence - Math.log(2 * Math.PI))).toBeLessThan(4 * report.logEvidenceError);
    expect(report.efficiency).toBeGreaterThan(0.4);
  });

  it("covers the shelf of standard deviations that may be 0: five of them, each with an exponential tail", () => {
    // log of five half-normal numbers: Σ x - ½ e^(2x), evidence (√(π/2))⁵
    const value = (x: Float64Array): number => x.reduce((sum, one) => sum + one - 0.5 * Math.exp(2 * one), 0);
    const density = {
      dimension: 5,
      value,
      evaluate: (x: Float64Array, gradient: Float64Array): number => {
        for (let i = 0; i < 5; i++) gradient[i] = 1 - Math.exp(2 * x[i]!);
        return value(x);
      },
    };
    const range = rangeOf(5, 2);
    const modes = findModes(density, range, search);
    expect(modes).toHaveLength(1);
    expect(
      longSides(value, modes[0]!).map(({ location }) => location.filter((one) => one < -1).length),
    ).toEqual([1, 1, 1, 1, 1]);
    const more = { points: 1000, rounds: 8, enough: 0.75 };
    const { report } = adaptMixture(value, modes, range, more, createRandomStream(5, 0))!;
    expect(Math.abs(report.logEvidence - 2.5 * Math.log(Math.PI / 2))).toBeLessThan(
      4 * report.logEvidenceError,
    );
    expect(report.uncovered).toBeLessThan(0.01);
    expect(report.efficiency).toBeGreaterThan(0.55);
  });

  it("tells by its report that a mode was not among those it began with", () => {
    const density = bumps([
      { share: 0.5, mean: [0], sd: 0.2 },
      { share: 0.5, mean: [8], sd: 0.2 },
    ]);
    const range = rangeOf(1, 10);
    const [first] = findModes(density, range, search);
    const one = { points: 2000, rounds: 1, enough: 0 };
    const { report } = adaptMixture((x) => density.value(x), [first!], range, one, createRandomStream(5, 0))!;
    expect(report.uncovered).toBeGreaterThan(0.3);
    expect(report.efficiency).toBeLessThan(0.2);
  });

  it("is none where no mode has a covariance", () => {
    const mode = {
      position: Float64Array.of(0),
      value: 0,
      covariance: Float64Array.of(Number.NaN),
      logEvidence: 0,
    };
    expect(adaptMixture(() => 0, [mode], rangeOf(1, 1), budget, createRandomStream(5, 0))).toBeNull();
  });
});

describe("the report of weights", () => {
  it("has equal weights for fully effective, and one giant weight for of no use", () => {
    const equal = judgeWeights(new Float64Array(100), new Float64Array(100));
    expect(equal).toMatchObject({ efficiency: 1, logEvidence: 0, logEvidenceError: 0, uncovered: 0 });
    const giant = judgeWeights(
      Float64Array.from({ length: 100 }, (_, n) => (n === 7 ? 30 : 0)),
      new Float64Array(100),
    );
    expect(giant.efficiency).toBeCloseTo(0.01, 6);
    expect(giant.logEvidenceError).toBeCloseTo(1, 1);
  });

  it("is of nothing where no point has a density", () => {
    expect(judgeWeights(new Float64Array(10).fill(-Infinity), new Float64Array(10))).toMatchObject({
      efficiency: 0,
    });
  });
});

describe("an exploration", () => {
  it("finds nothing where the prior is nowhere finite", () => {
    const density = { dimension: 1, value: () => -Infinity, evaluate: () => -Infinity };
    const task = {
      density,
      logPrior: () => Number.NaN,
      scales: unitScales(1),
      operations: 100,
      points: 1000,
      stream: createRandomStream(1, 0),
    };
    expect(explore(task)).toBeNull();
  });

  it("of a costly density takes few evaluations", () => {
    const target = bumps(twoBumps);
    let [values, gradients] = [0, 0];
    explore({
      density: {
        ...target,
        value: (x) => target.value(x) + 0 * values++,
        evaluate: (x, gradient) => target.evaluate(x, gradient) + 0 * gradients++,
      },
      logPrior: (x) => (-0.5 * (x[0]! ** 2 + x[1]! ** 2)) / 25,
      scales: unitScales(2),
      operations: 1e7,
      points: 1000,
      stream: createRandomStream(1, 0),
    });
    expect(values).toBeLessThan(1500);
    expect(gradients).toBeLessThan(4 * 70);
  });
});
