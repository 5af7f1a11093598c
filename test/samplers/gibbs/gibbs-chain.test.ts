import { describe, expect, it } from "vitest";
import type { ColumnData } from "../../../src/data/from-memory.ts";
import { codeOf, instantiate, instantiateFunction } from "../../../src/density/compile.ts";
import { createRandomStream, restoreRandomStream } from "../../../src/numeric/random-stream.ts";
import type { BlockUpdate, ChainMaker } from "../../../src/samplers/chain.ts";
import { scheduleUpdates } from "../../../src/samplers/gibbs/blocks.ts";
import { normalUpdate } from "../../../src/samplers/gibbs/conjugate/normal.ts";
import { type GibbsAdaptation, gibbsChains } from "../../../src/samplers/gibbs/gibbs-chain.ts";
import { GibbsGraph } from "../../../src/samplers/gibbs/gibbs-graph.ts";
import { requireBound } from "../../density/harness.ts";

const columns: ColumnData = {
  k: [0, 2, 1, 3, 5, 2, 4, 0],
  size: [5, 4, 3, 6, 7, 5, 4, 3],
  y: [0.4, 1.2, -0.3, 0.8, 2.1, 1.4, 0.9, -0.6],
  x: [-1, 0, 1, -1, 0, 1, -1, 0],
  g: ["A", "A", "A", "B", "B", "C", "C", "C"],
};
const head = "data {\n  k: int in 0..size\n  size: int > 0\n  y: real\n  x: real\n  g: factor\n}\n";

/** Every kind of update but that of a simplex is in its sweep. */
const everything = `${head}Z = design(1 + x)
α ~ normal(0, 2)
γ ~ normal(0, 1)
τ ~ half_cauchy(1)
b[g] ~ normal(0, τ)
k ~ binomial_logit(size, α + γ * x + b[g])
μ ~ normal(0, 2)
s[Z] ~ half_normal(1)
Ω[Z, Z] ~ lkj(2)
σ ~ exponential(1)
u[g, Z] ~ multi_normal(0, s, Ω)
y ~ normal(μ + Z * u[g], σ)`;

function chainsOf(text: string): { readonly graph: GibbsGraph; readonly maker: ChainMaker<GibbsAdaptation> } {
  const graph = new GibbsGraph(requireBound(text, columns));
  const updates = scheduleUpdates(graph).map(({ recipe }) => recipe);
  const { recipe } = codeOf(graph.joint, () => true);
  return { graph, maker: gibbsChains({ density: recipe, updates, starts: { places: [], box: null } }) };
}

describe("a Gibbs chain", () => {
  it("goes on with the same bits from its state", () => {
    const { maker } = chainsOf(everything);
    const stream = createRandomStream(3, 1);
    const { chain } = maker.start({ stream, number: 1, warmup: 100 });
    for (let i = 0; i < 110; i++) chain!.transition();
    // Through JSON, as a run's record keeps it.
    const state = JSON.parse(JSON.stringify(chain!.state()));
    const resumed = maker.resume(restoreRandomStream(stream.state()), state);
    const [draw, other] = [new Float64Array(maker.width), new Float64Array(maker.width)];
    for (let i = 0; i < 20; i++) {
      chain!.transition();
      resumed.transition();
      chain!.save(draw);
      resumed.save(other);
      expect([...other]).toEqual([...draw]);
    }
    expect(resumed.adaptation()).toEqual(chain!.adaptation());
  });

  it("shows every update to an observer, and changes no bit by that", () => {
    const { graph, maker } = chainsOf(everything);
    const seen: BlockUpdate[] = [];
    const place = () => ({ stream: createRandomStream(3, 1), number: 1, warmup: 0 });
    const watched = maker.start(place(), {
      onUpdate: (update) => seen.push({ ...update, position: update.position.slice() }),
    }).chain!;
    const unwatched = maker.start(place()).chain!;
    watched.transition();
    unwatched.transition();
    const schedule = scheduleUpdates(graph);
    expect(seen.map(({ block }) => block)).toEqual(schedule.map(({ recipe }) => recipe.block));
    expect(unwatched.state().position).toEqual([...seen[seen.length - 1]!.position]);
    for (const [k, { parameters, recipe }] of schedule.entries()) {
      if (k === 0 || recipe.kind === "interweaving") continue;
      const ends = parameters.map(({ input }) => [input.offset, input.offset + input.domain.size]);
      seen[k]!.position.forEach((value, i) => {
        const isOwn = ends.some(([from, to]) => i >= from! && i < to!);
        if (!isOwn) expect(value).toBe(seen[k - 1]!.position[i]);
      });
    }
  });
});

describe("a joint normal draw", () => {
  const text = `${head}Z = design(1 + x)
α ~ normal(1, 2)
β[Z] ~ normal(0, 3)
u[g, Z] ~ normal(0.3, 0.8)
y ~ normal(α + Z * β + Z * u[g], 0.7)`;

  for (const block of ["α, β[Z]", "u[g, Z]"]) {
    it(`has the mean and the covariance of the quadratic density: ${block}`, () => {
      const graph = new GibbsGraph(requireBound(text, columns));
      const { recipe, parameters } = scheduleUpdates(graph).find((one) => one.recipe.block === block)!;
      const { density } = instantiate(codeOf(graph.joint, () => true).recipe);
      const position = Float64Array.from({ length: graph.dimension }, (_, i) => 0.3 * i - 1);
      // A stream of given numbers: zeros lead to the mean, one 1 to a column of the covariance's root.
      let next = 0;
      let one = -1;
      const stream = { ...createRandomStream(1, 1), normal: () => (next++ === one ? 1 : 0) };
      const update = normalUpdate(recipe as never, {
        position,
        stream,
        instantiate: instantiateFunction,
      });
      update.update();
      const mean = position.slice();
      const gradient = new Float64Array(graph.dimension);
      density.evaluate(position, gradient);
      const coordinates = parameters.flatMap(({ input }) =>
        Array.from({ length: input.domain.size }, (_, i) => input.offset + i),
      );
      for (const i of coordinates) expect(Math.abs(gradient[i]!)).toBeLessThan(1e-10);
      // From the mean a root of the covariance must turn by -1 in the density's quadratic form: H·r·rᵀ summed is -I.
      const covariance = coordinates.map(() => coordinates.map(() => 0));
      for (one = 0; one < coordinates.length; one++) {
        position.set(mean);
        next = 0;
        update.update();
        const root = coordinates.map((i) => position[i]! - mean[i]!);
        root.forEach((a, i) => {
          root.forEach((b, j) => {
            covariance[i]![j]! += a * b;
          });
        });
      }
      coordinates.forEach((_, k) => {
        position.set(mean);
        coordinates.forEach((i, j) => {
          position[i]! += covariance[j]![k]!;
        });
        density.evaluate(position, gradient);
        coordinates.forEach((i, j) => {
          expect(gradient[i]!).toBeCloseTo(j === k ? -1 : 0, 9);
        });
      });
    });
  }
});
