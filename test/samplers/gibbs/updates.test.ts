/**
 * Each update against the full conditional that it says it draws from: the joint density along one coordinate, normalized by
 * quadrature. The place of a draw in that distribution is uniform if the update is right.
 */

import { describe, expect, it } from "vitest";
import type { ColumnData } from "../../../src/data/from-memory.ts";
import { codeOf, instantiate, instantiateFunction } from "../../../src/density/compile.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { type ScheduledUpdate, scheduleUpdates } from "../../../src/samplers/gibbs/blocks.ts";
import { createUpdate } from "../../../src/samplers/gibbs/create-update.ts";
import { GibbsGraph } from "../../../src/samplers/gibbs/gibbs-graph.ts";
import type { Update } from "../../../src/samplers/gibbs/update.ts";
import { testUniformity } from "../../correctness/uniformity.ts";
import { requireBound } from "../../density/harness.ts";
import { conjugateModels } from "./conjugate-models.ts";

const alarm = 4.5;

class Bench {
  readonly position: Float64Array;
  readonly schedule: readonly ScheduledUpdate[];
  private readonly graph: GibbsGraph;
  private readonly base: Float64Array;
  private readonly updates: readonly Update[];
  private readonly evaluate: (position: Float64Array) => number;

  constructor(text: string, columns: ColumnData) {
    const model = requireBound(text, columns);
    this.graph = new GibbsGraph(model);
    const stream = createRandomStream(7, 1);
    this.base = Float64Array.from({ length: this.graph.dimension }, () => 0.8 * (2 * stream.uniform() - 1));
    this.position = this.base.slice();
    const context = { position: this.position, stream, instantiate: instantiateFunction };
    this.schedule = scheduleUpdates(this.graph);
    this.updates = this.schedule.map(({ recipe }) => createUpdate(recipe, context));
    const { density } = instantiate(codeOf(this.graph.joint, () => true).recipe);
    const gradient = new Float64Array(this.graph.dimension);
    this.evaluate = (position) => density.evaluate(position, gradient);
  }

  /** The update of the block of this name from the same state each time. */
  draw(block: string, repetitions: number): void {
    const index = this.schedule.findIndex(({ recipe }) => recipe.block === block);
    if (index < 0) throw new Error(`no block ${block}`);
    this.position.set(this.base);
    for (let i = 0; i < repetitions; i++) this.updates[index]!.update();
  }

  /** The distribution function along a line through the state: `move` goes a step along it. */
  distribution(move: (position: Float64Array, step: number) => void): (step: number) => number {
    const count = 4001;
    const steps = Array.from({ length: count }, (_, i) => -40 + (80 * i) / (count - 1));
    const logs = steps.map((step) => {
      const position = this.base.slice();
      move(position, step);
      return this.evaluate(position);
    });
    const most = Math.max(...logs.filter((value) => !Number.isNaN(value)));
    const sums: number[] = [0];
    for (let i = 1; i < count; i++) {
      const density = (k: number): number => Math.exp(logs[k]! - most) || 0;
      sums.push(sums[i - 1]! + 0.5 * (density(i - 1) + density(i)));
    }
    return (step) => {
      const place = ((step + 40) / 80) * (count - 1);
      const i = Math.min(count - 2, Math.max(0, Math.floor(place)));
      return (sums[i]! + (place - i) * (sums[i + 1]! - sums[i]!)) / sums[count - 1]!;
    };
  }

  at(i: number): number {
    return this.position[i]! - this.base[i]!;
  }
}

/** Deviates of the test of uniformity that are too large, as text. */
function alarms(places: readonly number[]): string[] {
  return Object.entries(testUniformity(places))
    .filter(([, deviate]) => !(Math.abs(deviate) < alarm))
    .map(([test, deviate]) => `${test} ${deviate.toFixed(1)}`);
}

/** Places of every coordinate of a block in its full conditional given the others. */
function placesOf(bench: Bench, block: string, draws: number, repetitions: number): Map<number, number[]> {
  const { parameters } = bench.schedule.find(({ recipe }) => recipe.block === block)!;
  const coordinates = parameters.flatMap(({ input }) =>
    Array.from({ length: input.domain.size }, (_, i) => input.offset + i),
  );
  const distributions = coordinates.map((i) =>
    bench.distribution((position, step) => {
      position[i]! += step;
    }),
  );
  const places = new Map(coordinates.map((i): [number, number[]] => [i, []]));
  for (let draw = 0; draw < draws; draw++) {
    bench.draw(block, repetitions);
    coordinates.forEach((i, k) => {
      places.get(i)!.push(distributions[k]!(bench.at(i)));
    });
  }
  return places;
}

function expectExact(text: string, columns: ColumnData, block: string, repetitions: number): void {
  for (const [coordinate, places] of placesOf(new Bench(text, columns), block, 800, repetitions)) {
    expect(alarms(places), `coordinate ${coordinate}`).toEqual([]);
  }
}

describe("a draw from a conjugate pair", () => {
  for (const { title, text, columns, block, pair } of conjugateModels) {
    // The auxiliary variable of the half-t forgets the state in a few rounds, not in one.
    it(`is from the full conditional: ${title}`, () =>
      expectExact(text, columns, block, pair === "half-t" ? 25 : 1));
  }
});

const numbers: ColumnData = { y: [0.3, 1.2, -0.8, 2.5, 0.1, 0.6], g: ["A", "A", "B", "B", "B", "C"] };
const withNumbers = "data {\n  y: real\n  g: factor\n}\n";

describe("a normal draw", () => {
  it("is from the full conditional of effects of a design of one column, whose prior once counted for every group", () => {
    const text = "Z = design(1)\nw[g, Z] ~ normal(0.4, 0.7)\ny ~ normal(Z * w[g], 1)";
    expectExact(withNumbers + text, numbers, "w[g, Z]", 1);
  });
});

describe("a slice", () => {
  // Repeated from one state, so that the last is nearly independent of it.
  const slices: readonly (readonly [string, string, string])[] = [
    [
      "a scale from its sums, prior among the powers",
      "τ",
      "τ ~ half_normal(2)\nb[g] ~ normal(0, τ)\ny ~ normal(b[g], 1)",
    ],
    [
      "a scale from its sums and any prior",
      "τ",
      "τ ~ lognormal(0, 1)\nb[g] ~ normal(0, τ)\ny ~ normal(b[g], 1)",
    ],
    ["scales of groups", "σ[g]", "σ[g] ~ gamma(2, 1)\ny ~ normal(0, σ[g])"],
    ["group effects side by side", "b[g]", "b[g] ~ student_t(4, 0, 1)\ny ~ normal(b[g], 0.7)"],
    ["a number in an interval", "a", "a ~ uniform(-1, 3)\ny ~ normal(a, 0.7)"],
  ];
  for (const [title, block, text] of slices) {
    it(`is from the full conditional: ${title}`, () => expectExact(withNumbers + text, numbers, block, 12));
  }
});

describe("a shift", () => {
  const priors: readonly (readonly [string, string])[] = [
    ["normal", "μ ~ normal(0.5, 2)\nb[g] ~ normal(0.2, 0.7)"],
    ["of a slice", "μ ~ student_t(3, 0.5, 2)\nb[g] ~ student_t(4, 0.2, 0.7)"],
  ];
  for (const [title, text] of priors) {
    it(`is from the density along it, ${title}`, () => {
      const bench = new Bench(`${withNumbers}${text}\ny ~ normal(μ + b[g], 1)`, numbers);
      const along = bench.distribution((position, step) => {
        for (let i = 0; i < 4; i++) position[i]! += i === 0 ? step : -step;
      });
      const places: number[] = [];
      for (let draw = 0; draw < 800; draw++) {
        bench.draw("μ against b[g]", 12);
        places.push(along(bench.at(0)));
        expect(bench.at(2)).toBeCloseTo(-bench.at(0), 12);
      }
      expect(alarms(places)).toEqual([]);
    });
  }
});
