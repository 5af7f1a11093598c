import { describe, expect, it } from "vitest";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { DualAveraging } from "../../../src/samplers/hamiltonian/dual-averaging.ts";
import { HamiltonianTrajectory } from "../../../src/samplers/hamiltonian/hamiltonian.ts";
import { findInitialPosition } from "../../../src/samplers/hamiltonian/initial-position.ts";
import { findStepSize } from "../../../src/samplers/hamiltonian/initial-step-size.ts";
import { DenseAdaptation } from "../../../src/samplers/hamiltonian/metric/dense.ts";
import { FisherAdaptation } from "../../../src/samplers/hamiltonian/metric/fisher.ts";
import { DiagonalMetric } from "../../../src/samplers/hamiltonian/metric/metric.ts";
import { VarianceAdaptation } from "../../../src/samplers/hamiltonian/metric/variance.ts";
import { warmupWindows } from "../../../src/samplers/hamiltonian/warmup-windows.ts";
import { independentNormal } from "./densities.ts";

describe("the windows of warm-up", () => {
  it("are Stan's 75, (25, 50, 100, 200, 500), 50 for 1000 transitions", () => {
    // Stan reference manual, "Automatic parameter tuning": windows of 25, 50, 100, 200 and the stretched rest.
    const expected = { initialBuffer: 75, ends: [100, 150, 250, 450, 950], finalBuffer: 50 };
    expect(warmupWindows(1000)).toEqual(expected);
  });

  it("are 15 %, 75 % and 10 % where those do not fit", () => {
    expect(warmupWindows(100)).toEqual({ initialBuffer: 15, ends: [90], finalBuffer: 10 });
    expect(warmupWindows(149)).toEqual({ initialBuffer: 22, ends: [135], finalBuffer: 14 });
  });

  it("begin to fit at 150, and stretch a window whose successor does not fit", () => {
    expect(warmupWindows(150).ends).toEqual([100]);
    expect(warmupWindows(200).ends).toEqual([100, 150]);
    expect(warmupWindows(199).ends).toEqual([149]);
    expect(warmupWindows(500).ends).toEqual([100, 150, 250, 450]);
  });

  it("are none below 20 transitions", () => {
    expect(warmupWindows(19)).toEqual({ initialBuffer: 19, ends: [], finalBuffer: 0 });
    expect(warmupWindows(0).ends).toEqual([]);
  });

  it("end in order, the last of them before the final buffer, for any length", () => {
    for (let warmup = 20; warmup < 3000; warmup += 7) {
      const { initialBuffer, ends, finalBuffer } = warmupWindows(warmup);
      expect(ends.at(-1)).toBe(warmup - finalBuffer);
      for (let i = 0; i < ends.length; i++) expect(ends[i]).toBeGreaterThan(ends[i - 1] ?? initialBuffer);
    }
  });
});

describe("dual averaging", () => {
  it("follows the recursion of Hoffman & Gelman, by hand for two updates", () => {
    const adaptation = new DualAveraging(0.8);
    adaptation.restart(0.5);
    adaptation.update(0.6);
    // s̄ = 0.2/11, log ε = log 5 - s̄/0.05, w = 1
    const first = Math.log(5) - 0.2 / 11 / 0.05;
    expect(Math.log(adaptation.stepSize())).toBeCloseTo(first, 13);
    expect(Math.log(adaptation.finalStepSize())).toBeCloseTo(first, 13);
    adaptation.update(1);
    // s̄ ← (11/12)s̄ - 0.2/12 = 0
    expect(Math.log(adaptation.stepSize())).toBeCloseTo(Math.log(5), 13);
    const weight = 2 ** -0.75;
    expect(Math.log(adaptation.finalStepSize())).toBeCloseTo(weight * Math.log(5) + (1 - weight) * first, 13);
  });

  it("finds the step size at which the acceptance rate is the target", () => {
    const adaptation = new DualAveraging(0.8);
    adaptation.restart(5);
    // acceptance = exp(-ε²) is 0.8 at ε = √(-log 0.8)
    for (let i = 0; i < 2000; i++) adaptation.update(Math.exp(-(adaptation.stepSize() ** 2)));
    expect(adaptation.finalStepSize()).toBeCloseTo(Math.sqrt(-Math.log(0.8)), 2);
  });
});

describe("the first step size", () => {
  it.each([1e-12, 1, 1e12])("is of the order of the scale, for a variance of %d", (variance) => {
    const density = independentNormal([variance]);
    const trajectory = new HamiltonianTrajectory(density, new DiagonalMetric(1), 4, 3);
    trajectory.start([0.3 * Math.sqrt(variance)]);
    const stepSize = findStepSize(trajectory, createRandomStream(2, 0));
    expect(stepSize / Math.sqrt(variance)).toBeGreaterThan(0.1);
    expect(stepSize / Math.sqrt(variance)).toBeLessThan(10);
  });

  it("has a limit where the density is flat", () => {
    const flat = independentNormal([Infinity]);
    const trajectory = new HamiltonianTrajectory(flat, new DiagonalMetric(1), 4, 3);
    trajectory.start([0]);
    expect(findStepSize(trajectory, createRandomStream(2, 0))).toBeLessThan(1e8);
  });
});

describe("the Fisher metric", () => {
  const variances = [1e-6, 0.3, 1e6];
  const stream = createRandomStream(3, 0);
  const drawAt = (scale: number) => {
    const position = Float64Array.from(
      variances,
      (variance) => scale * Math.sqrt(variance) * stream.normal(),
    );
    const gradient = position.map((x, i) => -x / (scale * scale * variances[i]));
    return { position, gradient };
  };
  const update = (adaptation: FisherAdaptation, iteration: number, scale: number, isGood = true) => {
    const { position, gradient } = drawAt(scale);
    return adaptation.update(iteration, position, gradient, isGood);
  };

  it("starts from the first gradient", () => {
    const adaptation = new FisherAdaptation(2, 1000);
    adaptation.begin(Float64Array.of(1, 1), Float64Array.of(-4, 0));
    expect(adaptation.metric.inverseMassMatrix()).toEqual([0.25, 1]);
  });

  it("is exact for independent normals after three draws", () => {
    const adaptation = new FisherAdaptation(3, 1000);
    const first = drawAt(1);
    adaptation.begin(first.position, first.gradient);
    expect(update(adaptation, 0, 1)).toBe("unchanged");
    expect(update(adaptation, 1, 1)).toBe("replaced");
    expect(update(adaptation, 2, 1)).toBe("refined");
    adaptation.metric.inverseMassMatrix().forEach((value, i) => {
      expect(value / variances[i]).toBeCloseTo(1, 12);
    });
  });

  it("forgets where it came from after two switches", () => {
    const adaptation = new FisherAdaptation(3, 1000);
    for (let i = 0; i < 10; i++) update(adaptation, i, 100);
    expect(adaptation.metric.inverseMassMatrix()[1]).toBeGreaterThan(1000);
    for (let i = 10; i < 20; i++) update(adaptation, i, 1);
    expect(adaptation.metric.inverseMassMatrix()[1] / variances[1]).toBeCloseTo(1, 12);
  });

  it("uses good draws only, and none of the last 15 % of warm-up", () => {
    const adaptation = new FisherAdaptation(3, 100);
    for (let i = 0; i < 84; i++) update(adaptation, i, 1);
    update(adaptation, 84, 100, false);
    for (let i = 85; i < 100; i++) expect(update(adaptation, i, 100)).toBe("unchanged");
    expect(adaptation.metric.inverseMassMatrix()[1] / variances[1]).toBeCloseTo(1, 12);
  });
});

describe("the variance and the dense metric", () => {
  const draws = [Float64Array.of(1, 5), Float64Array.of(2, 3), Float64Array.of(4, 4), Float64Array.of(1, 0)];

  it("are the moments of a window, shrunk as Stan does", () => {
    // Warm-up of 20: 3 transitions, a window of 15, 2 transitions.
    const diagonal = new VarianceAdaptation(2, 20);
    const dense = new DenseAdaptation(2, 20);
    for (let i = 0; i < 20; i++) {
      // The window has the first draw 12 times, and the others once each.
      const draw = i >= 3 && i < 6 ? draws[i - 2] : i < 3 || i >= 18 ? Float64Array.of(1e9, 1e9) : draws[0];
      const expected = i === 17 ? "replaced" : "unchanged";
      expect(diagonal.update(i, draw)).toBe(expected);
      expect(dense.update(i, draw)).toBe(expected);
    }
    const window = [...new Array(12).fill(draws[0]), draws[1], draws[2], draws[3]];
    const mean = [0, 1].map((i) => window.reduce((sum, draw) => sum + draw[i], 0) / 15);
    const moment = (i: number, j: number) =>
      window.reduce((sum, draw) => sum + (draw[i] - mean[i]) * (draw[j] - mean[j]), 0) / 14;
    const shrunk = (i: number, j: number) => (15 / 20) * moment(i, j) + (i === j ? (1e-3 * 5) / 20 : 0);
    diagonal.metric.inverseMassMatrix().forEach((value, i) => {
      expect(value).toBeCloseTo(shrunk(i, i), 12);
    });
    dense.metric.inverseMassMatrix().forEach((value, k) => {
      expect(value).toBeCloseTo(shrunk(Math.floor(k / 2), k % 2), 12);
    });
  });
});

describe("the initial position", () => {
  const finiteWhere = (isInside: (position: Float64Array) => boolean) => ({
    dimension: 2,
    evaluate: (position: Float64Array, gradient: Float64Array) => {
      gradient.fill(1);
      return isInside(position) ? 0 : Number.NaN;
    },
  });

  it("is Uniform(0, 2) on a side in each coordinate, from the stream and the chain's number alone", () => {
    const stream = createRandomStream(4, 1);
    const found = findInitialPosition(independentNormal([1, 1]), stream, 3);
    const again = createRandomStream(4, 1);
    expect(found).toMatchObject({ kind: "found", attempts: 1 });
    expect(Array.from(found.position, Math.abs)).toEqual([0, 0].map(() => 2 * again.uniform()));
  });

  it("is on different sides for the chains of a pair, in every coordinate, and of every pattern over coordinates", () => {
    const density = independentNormal(new Array<number>(200).fill(1));
    const sidesOf = (chain: number): number[] =>
      Array.from(findInitialPosition(density, createRandomStream(4, chain), chain).position, Math.sign);
    const [first, second, third, fourth] = [1, 2, 3, 4].map(sidesOf);
    expect(second).toEqual(first!.map((side) => -side));
    expect(fourth).toEqual(third!.map((side) => -side));
    for (const other of [third!, fourth!]) {
      const agreeing = other.filter((side, i) => side === first![i]).length;
      expect(agreeing).toBeGreaterThan(60);
      expect(agreeing).toBeLessThan(140);
    }
  });

  it("is tried again while the log density is not finite", () => {
    const stream = createRandomStream(4, 2);
    const found = findInitialPosition(
      finiteWhere(([x, y]) => x > 1 && y > 1),
      stream,
    );
    expect(found.kind).toBe("found");
    expect(found.position[0]).toBeGreaterThan(1);
  });

  it("is looked for nearer to zero at last", () => {
    const stream = createRandomStream(4, 3);
    const found = findInitialPosition(
      finiteWhere(([x, y]) => x * x + y * y < 1e-4),
      stream,
    );
    expect(found.kind).toBe("found");
    expect(found.attempts).toBeGreaterThan(100);
    const center = findInitialPosition(
      finiteWhere(([x]) => x === 0),
      stream,
    );
    expect(center).toMatchObject({ kind: "found", attempts: 201 });
  });

  it("is missing, with what was found at zero, when there is none", () => {
    const missing = findInitialPosition(
      finiteWhere(() => false),
      createRandomStream(4, 4),
    );
    expect(missing.kind).toBe("missing");
    expect(Array.from(missing.position)).toEqual([0, 0]);
  });

  it("wants a finite gradient too", () => {
    const steep = {
      dimension: 1,
      evaluate(_: Float64Array, gradient: Float64Array) {
        gradient[0] = Infinity;
        return 0;
      },
    };
    expect(findInitialPosition(steep, createRandomStream(4, 5)).kind).toBe("missing");
  });
});
