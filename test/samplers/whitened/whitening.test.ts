/** Whitened coordinates: a map and its inverse, slopes, when they are taken, and that the posterior is the same in them. */

import { describe, expect, it } from "vitest";
import type { LogDensity } from "../../../src/density/log-density.ts";
import { fit, parseModel } from "../../../src/index.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import type { LeapfrogState } from "../../../src/samplers/chain.ts";
import { approach } from "../../../src/samplers/whitened/approach.ts";
import { distanceFromNormal } from "../../../src/samplers/whitened/find-whitening.ts";
import { whitenJoint } from "../../../src/samplers/whitened/whiten-joint.ts";
import { whitenedChains } from "../../../src/samplers/whitened/whitened-chains.ts";
import {
  roomFor,
  unwhiten,
  unwhitenMomentum,
  WhitenedDensity,
  whiten,
} from "../../../src/samplers/whitened/whitening.ts";
import { banana, independentNormal } from "../hamiltonian/densities.ts";
import { bruteForceHessian, densityCases, densityOf } from "./harness.ts";

describe.each(densityCases)("whitened coordinates of a model with $name", ({ compiled }) => {
  const found = whitenJoint(compiled, { chains: 4, seed: 1, targetAcceptance: 0.92 })!;

  it("are found, and lead back", () => {
    const stream = createRandomStream(3, 1);
    const z = Float64Array.from(found.whitening.center, () => stream.normal());
    const position = new Float64Array(z.length);
    unwhiten(found.whitening, z, position, roomFor(found.whitening));
    whiten(found.whitening, position).forEach((one, i) => {
      expect(one).toBeCloseTo(z[i]!, 9);
    });
  });

  it("have the slopes of the density in them", () => {
    const density = new WhitenedDensity(densityOf(found.compiled), found.whitening);
    const gradient = new Float64Array(density.dimension);
    const z = Float64Array.from(gradient, (_, i) => 0.4 * Math.sin(i + 1));
    density.evaluate(z, gradient);
    gradient.forEach((slope, j) => {
      const at = (step: number) =>
        density.evaluate(
          z.map((x, i) => (i === j ? x + step : x)),
          new Float64Array(z.length),
        );
      expect(slope).toBeCloseTo((at(1e-4) - at(-1e-4)) / 2e-4, 4);
    });
  });

  it("have unit curvature at their center before they are mapped, but for the scales", () => {
    const density = new WhitenedDensity(densityOf(found.compiled), { ...found.whitening, maps: [] });
    const hessian = bruteForceHessian(density, new Float64Array(density.dimension));
    const scales = compiled.joint.adjustable.length;
    const inner = hessian.slice(0, -3 * scales);
    inner.forEach((row, i) => {
      row.slice(0, inner.length).forEach((one, j) => {
        expect(Math.abs(one - Number(i === j))).toBeLessThan(0.02);
      });
    });
  });

  it("begin in different places, as high as draws are", () => {
    const density = new WhitenedDensity(densityOf(found.compiled), found.whitening);
    const gradient = new Float64Array(density.dimension);
    const top = density.evaluate(new Float64Array(density.dimension), gradient);
    const heights = found.places.map((place) => density.evaluate(place, gradient));
    expect(new Set(heights).size).toBe(4);
    for (const height of heights)
      expect(height).toBeGreaterThan(top - density.dimension / 2 - 4 * Math.sqrt(density.dimension) - 1e-9);
  });
});

describe("steps of trajectories", () => {
  const stepFor = (targetAcceptance: number): number =>
    whitenJoint(densityCases[3]!.compiled, { chains: 1, seed: 1, targetAcceptance })!.stepSize;

  it("are shorter where more acceptance is asked for than they have by themselves", () => {
    expect(stepFor(0.95)).toBe(stepFor(0.8));
    expect(stepFor(0.99)).toBeLessThan(0.9 * stepFor(0.95));
  });
});

/** Two normal humps at ±distance in the first number. */
function twoHumps(size: number, distance: number, lower: number): LogDensity {
  return {
    dimension: size,
    evaluate: (z, gradient) => {
      const rest = z.reduce((sum, one, i) => (i === 0 ? 0 : sum + one * one), 0);
      const near = Math.exp(-0.5 * z[0]! ** 2);
      const far = Math.exp(-0.5 * (z[0]! - distance) ** 2 - lower);
      z.forEach((one, i) => {
        gradient[i] = -one;
      });
      gradient[0] = -(near * z[0]! + far * (z[0]! - distance)) / (near + far);
      return Math.log(near + far) - 0.5 * rest;
    },
  };
}

describe("what is nearly standard normal", () => {
  const stream = () => createRandomStream(1, 1);

  it("is the standard normal density, and one a little off", () => {
    expect(distanceFromNormal(independentNormal([1, 1, 1]), 1, stream())).toBeLessThan(1);
    expect(distanceFromNormal(independentNormal([1.2, 0.9, 1.1]), 1, stream())).toBeLessThan(1);
  });

  it("is no density of another scale, no curved one, no neck of a funnel", () => {
    expect(distanceFromNormal(independentNormal([1, 0.3, 1]), 1, stream())).toBeGreaterThan(1);
    expect(distanceFromNormal(banana, 1, stream())).toBeGreaterThan(1);
    const funnel: LogDensity = {
      dimension: 6,
      evaluate: (z, gradient) => {
        const scale = Math.exp(-2 * z[5]!);
        const squares = z.subarray(0, 5).reduce((sum, one) => sum + one * one, 0);
        for (let i = 0; i < 5; i++) gradient[i] = -z[i]! * scale;
        gradient[5] = -z[5]! - 5 + squares * scale;
        return -0.5 * z[5]! ** 2 - 5 * z[5]! - 0.5 * squares * scale;
      },
    };
    expect(distanceFromNormal(funnel, 1, stream())).toBeGreaterThan(1);
  });
});

describe("the way up", () => {
  it("arrives from afar where draws are, short of the mode", () => {
    const density = independentNormal(Array.from({ length: 40 }, (_, i) => 1 + (i % 3)));
    const { kind, place } = approach(density, new Float64Array(40).fill(30));
    expect(kind).toBe("arrived");
    const height = density.evaluate(place!, new Float64Array(40));
    expect(height).toBeGreaterThan(-20 - 4 * Math.sqrt(40));
    expect(height).toBeLessThan(-0.1);
  });

  it("says where it ends at a mode apart, and where that is too low to count", () => {
    const from = new Float64Array(100).fill(0);
    from[0] = 40;
    expect(approach(twoHumps(100, 40, 80), from).kind).toBe("arrived");
    expect(approach(twoHumps(100, 40, 98), from).kind).toBe("apart");
    expect(approach(twoHumps(100, 40, 130), from).kind).toBe("lost");
  });
});

/** x of Σ_k column_k·x_k = y, by elimination with row exchanges. */
function solveSquare(columns: readonly Float64Array[], y: Float64Array): number[] {
  const rows = Array.from(y, (one, i) => [...columns.map((column) => column[i]!), one]);
  rows.forEach((_, k) => {
    const best = rows
      .slice(k)
      .reduce((at, row, i) => (Math.abs(row[k]!) > Math.abs(rows[at]![k]!) ? k + i : at), k);
    [rows[k], rows[best]] = [rows[best]!, rows[k]!];
    rows.forEach((row, i) => {
      const factor = i === k ? 0 : row[k]! / rows[k]![k]!;
      for (let j = k; j <= rows.length; j++) row[j]! -= factor * rows[k]![j]!;
    });
  });
  return rows.map((row, k) => row[rows.length]! / row[k]!);
}

const counts = Array.from({ length: 160 }, (_, i) => ({
  k: Number((i * 7) % 11 < 1 + 1.3 * (i % 8)),
  g: `g${i % 8}`,
}));
const logistic = `data { k: int in 0..1, g: factor }
β ~ normal(0, 2)
τ ~ half_normal(1)
b[g] ~ normal(0, τ)
k ~ bernoulli_logit(β + b[g])
`;

describe("a run in whitened coordinates", () => {
  const options = { data: counts, method: "whitened", seed: 3, draws: 2000 } as const;

  it("has the posterior of a run without them, in a fraction of the transitions of warm-up", async () => {
    const model = parseModel(logistic);
    const whitened = await fit(model, options);
    const plain = await fit(model, { ...options, method: "nuts" });
    expect(whitened.record.plan.kernel).toBe("rotation");
    expect(whitened.record.plan.warmup).toBe(50);
    const [one, other] = [whitened.summary().rows, plain.summary().rows];
    one.forEach(({ variable: name, mean, sd, mcse }, i) => {
      const { mean: mean2, sd: sd2, mcse: mcse2 } = other[i]!;
      expect(Math.abs(mean! - mean2!), name).toBeLessThan(4.5 * Math.hypot(mcse!, mcse2!));
      expect(Math.abs(Math.log(sd! / sd2!)), name).toBeLessThan(0.1);
    });
    expect(whitened.diagnose().verdict).toBe("good");
  });

  it("is watched in the coordinates of the density, its energies being those of the positions and momenta that are told", () => {
    const { compiled, whitening, places, stepSize } = whitenJoint(densityCases[0]!.compiled, {
      chains: 1,
      seed: 3,
      targetAcceptance: 0.92,
    })!;
    expect(whitening.maps.length).toBeGreaterThan(0);
    const kernel = { kind: "rotation", places, stepSize } as const;
    const chains = whitenedChains({ kind: "whitened", density: compiled.recipe, whitening, kernel });
    const inner = new WhitenedDensity(densityOf(compiled), whitening);
    const gradient = new Float64Array(inner.dimension);
    let seen = 0;
    const onLeapfrog = ({ position, momentum, energy }: LeapfrogState): void => {
      const w = whiten(whitening, position);
      // Back from the momentum of the density's coordinates: it is linear in that of w.
      const columns = Array.from(w, (_, k) => {
        const column = new Float64Array(w.length);
        const unit = Float64Array.from(w, (_, i) => Number(i === k));
        unwhitenMomentum(whitening, w, unit, column);
        return column;
      });
      const own = solveSquare(columns, momentum);
      const kinetic = 0.5 * own.reduce((sum, p) => sum + p * p, 0);
      expect(energy).toBeCloseTo(kinetic - inner.evaluate(w, gradient), 7);
      seen++;
    };
    const { chain } = chains.start(
      { stream: createRandomStream(3, 1), number: 1, warmup: 0 },
      { onLeapfrog },
    );
    chain!.transition();
    expect(seen).toBeGreaterThan(2);
  });
});

describe("no whitened coordinates are taken", () => {
  it("of a funnel without data, of two modes, and of a posterior with heavy tails", async () => {
    const never = async (text: string, data: Record<string, number | string>[]) => {
      const fitted = await fit(parseModel(text), { data, method: "whitened", draws: 100, seed: 1 });
      expect(fitted.record.plan.kernel, text).not.toBe("rotation");
    };
    const rows = Array.from({ length: 8 }, (_, i) => ({ y: Math.sin(i), g: `g${i}` }));
    await never(
      "data { y: real, g: factor }\nv ~ normal(0, 3)\ncentered x[g] ~ normal(0, exp(v / 2))\ny ~ normal(0 * x[g], 1)\n",
      rows,
    );
    await never(
      "data { y: real, g: factor }\nθ ~ normal(0, 5)\nb[g] ~ student_t(4, 0, 0.5)\ny ~ normal(square(θ) + b[g], 1)\n",
      rows.map(({ g }, i) => ({ y: 4 + Math.sin(i), g })),
    );
    await never("data { y: real, g: factor }\nμ ~ cauchy(0, 1)\ny ~ normal(0 * μ, 1)\n", rows);
  });
});
