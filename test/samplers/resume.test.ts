/** A chain that is resumed goes on with the bits of the chain that was never stopped: every sampler, after JSON and in another maker. */

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseCsv } from "../../src/data/parse-csv.ts";
import { bindModel } from "../../src/identification/bind-model.ts";
import { readModelText } from "../../src/language/model-text.ts";
import type { BoundModel } from "../../src/model/bound-model.ts";
import { requestColumns } from "../../src/model/column-requests.ts";
import {
  createRandomStream,
  type RandomStream,
  restoreRandomStream,
} from "../../src/numeric/random-stream.ts";
import { runDefaults } from "../../src/run/options.ts";
import { reviveNumbers, writeNotFinite } from "../../src/run/record/decode.ts";
import type { Chain, ChainState } from "../../src/samplers/chain.ts";
import { createCollapsedGibbsChain } from "../../src/samplers/collapsed-gibbs/collapsed-gibbs.ts";
import type { NutsAdaptation } from "../../src/samplers/hamiltonian/metric/adapted-metric.ts";
import type { Method } from "../../src/samplers/index.ts";
import { chainsOf } from "../../src/samplers/index.ts";
import type { NutsOptions } from "../../src/samplers/nuts/options.ts";
import { planSampling } from "../../src/samplers/plan.ts";
import type { PreparedSampler } from "../../src/samplers/sampler.ts";
import { dataOf, recipeOf } from "./recipes.ts";

const warmup = 120;

async function bindText(text: string, csv: string): Promise<BoundModel> {
  const { model } = readModelText(text, "test.model");
  const requests = requestColumns(model!, new Set());
  const { table } = await parseCsv(csv, "test.csv", requests.main, { dropMissing: false });
  return bindModel(model!, { main: table!, groups: new Map() }).model!;
}

function bundled(name: string): Promise<BoundModel> {
  const folder = join(import.meta.dirname, "../../models", name);
  const text = readFileSync(join(folder, `${name}.model`), "utf8");
  return bindText(text, readFileSync(join(folder, "data.csv"), "utf8"));
}

function prepare(
  model: BoundModel,
  method: Method,
  { metric = "low_rank" as NutsOptions["metric"], collapse = true } = {},
): PreparedSampler {
  const nuts = { ...runDefaults.nuts, metric };
  const hmc = { ...runDefaults.hmc, metric };
  const request = {
    chains: 2,
    warmup,
    draws: 60,
    seed: 5,
    options: { nuts, hmc, collapse },
    isThorough: false,
    isKept: () => true,
  };
  return planSampling(model, method, request).plan!.chosen.prepare();
}

/** What a chain makes of so many transitions: every statistic and every number of the draws. */
function follow(chain: Chain, width: number, count: number): string[] {
  const draw = new Float64Array(width);
  return Array.from({ length: count }, () => {
    const statistics = { ...chain.transition() };
    chain.save(draw);
    return JSON.stringify([statistics, Array.from(new BigUint64Array(draw.buffer), String)]);
  });
}

function expectSameBits(
  prepared: PreparedSampler,
  before: number,
  transitions = prepared.warmup,
  start = (stream: RandomStream): Chain | null =>
    chainsOf(prepared.recipe).start({ stream, number: 1, warmup: transitions }).chain,
): void {
  const recipe = structuredClone(prepared.recipe);
  const { width } = chainsOf(recipe);
  const stream = createRandomStream(3, 1);
  const chain = start(stream);
  for (let i = 0; i < transitions; i++) chain!.transition();
  follow(chain!, width, before);
  const kept = JSON.stringify(chain!.state(), writeNotFinite);
  const randomState = stream.state();
  const expected = follow(chain!, width, 40);
  const other = restoreRandomStream(randomState);
  // It has been read from a file, where nothing is known of its numbers.
  const state = reviveNumbers(JSON.parse(kept)) as ChainState;
  const resumed = chainsOf(recipe).resume(other, state);
  expect(JSON.stringify(resumed.state(), writeNotFinite)).toBe(kept);
  expect(follow(resumed, width, 40)).toEqual(expected);
  expect(other.state()).toEqual(stream.state());
}

const oneWay = `data { y: real
 g: factor }
μ ~ normal(0, 10)
σ_b ~ half_normal(10)
σ ~ half_normal(10)
b[g] ~ normal(0, σ_b)
y ~ normal(μ + b[g], σ)
`;
const crossedSlopes = `data { y: real
 x: real
 g: factor
 h: factor }
μ ~ normal(0, 10)
τ ~ half_normal(10)
ω ~ half_normal(10)
υ ~ half_normal(10)
σ ~ half_normal(10)
b[g] ~ normal(0, τ)
s[g] ~ normal(0, ω)
u[h] ~ normal(0, υ)
y ~ normal(μ + b[g] + s[g] * x + u[h], σ)
`;
const crossed = `y,x,g,h\n${Array.from({ length: 240 }, (_, i) => {
  const [g, h] = [i % 40, (i * 7) % 37];
  return `${((i * 7919) % 97) / 30 + g / 3},${(i % 5) - 2},g${g},h${h}`;
}).join("\n")}\n`;
// Far from 0, so that intercept and slope are strongly correlated.
const ridge = `data { y: real
 x: real }
α ~ normal(0, 100)
β ~ normal(0, 10)
γ ~ normal(0, 1)
σ ~ half_normal(10)
y ~ normal(α + β * x + γ * x * x, σ)
`;
const farAway = `y,x\n${Array.from({ length: 40 }, (_, i) => `${((i * 7919) % 97) / 30},${20 + i / 20}`).join("\n")}\n`;
const fewSuccesses = `data { k: int in 0..n
n: int
g: factor }
α ~ normal(0, 2)
τ ~ half_normal(1)
b[g] ~ normal(0, τ)
k ~ binomial_logit(n, α + b[g])
`;
const table = `y,g\n${Array.from({ length: 30 }, (_, i) => `${((i * 7919) % 97) / 30},g${i % 6}`).join("\n")}\n`;

describe("a resumed chain has the bits of one that was never stopped", () => {
  it.each(["low_rank", "fisher", "variance", "dense"] as const)(
    "of NUTS with the metric %s",
    async (metric) => {
      const prepared = prepare(await bundled("cbpp"), "nuts", { metric });
      expect(prepared.recipe.sampler).toBe("nuts");
      expectSameBits(prepared, 7);
    },
  );

  it("of NUTS with directions in its metric, whose numbers are in the state", async () => {
    const prepared = prepare(await bindText(ridge, farAway), "nuts");
    const maker = chainsOf(prepared.recipe);
    const { chain } = maker.start({ stream: createRandomStream(3, 1), number: 1, warmup: 400 });
    for (let i = 0; i < 400; i++) chain!.transition();
    expect((chain!.adaptation() as NutsAdaptation).lowRankTerms!.length).toBeGreaterThan(0);
    expectSameBits(prepared, 3, 400);
  });

  it("of HMC, whose steps are in the state", async () => {
    const prepared = prepare(await bundled("cbpp"), "hmc");
    expectSameBits(prepared, 7);
    expectSameBits(prepared, 2, 0);
  });

  it("of NUTS without warm-up", async () => {
    expectSameBits(prepare(await bindText(oneWay, table), "nuts"), 2, 0);
  });

  it("of the independence sampler", async () => {
    const prepared = prepare(await bundled("dyestuff"), "marginal");
    expect(prepared.recipe).toMatchObject({ data: { kind: "marginal", kernel: { kind: "independence" } } });
    expectSameBits(prepared, 11);
  });

  it("of the independence sampler over all of few numbers, whose climbs begin anew", async () => {
    const prepared = prepare(await bindText(fewSuccesses, "k,n,g\n3,9,a\n7,9,b\n2,9,c\n"), "marginal");
    expect(prepared.recipe).toMatchObject({ data: { kind: "joint", kernel: { kind: "independence" } } });
    expect(prepared.recipe).toMatchObject({
      data: { kernel: { proposal: { inner: { inner: [2, 3, 4] } } } },
    });
    expectSameBits(prepared, 11);
  });

  it("of NUTS over what is left when effects are integrated out", async () => {
    const prepared = prepare(await bundled("sleepstudy"), "marginal");
    const data = dataOf(prepared.recipe, "marginal");
    expect(data.kind).toBe("marginal");
    const kernel = { kind: "nuts", options: runDefaults.nuts, starts: { places: [], box: null } } as const;
    expectSameBits({ ...prepared, recipe: recipeOf("marginal", { ...data, kernel }) }, 5, warmup);
  });

  it.each(["penicillin", "pastes"])("of the collapsed Gibbs sampler (%s)", async (name) => {
    const prepared = prepare(await bundled(name), "gibbs");
    expect(prepared.recipe.sampler).toBe("collapsed gibbs");
    expectSameBits(prepared, 6);
  });

  it("of the collapsed Gibbs sampler that is still on its way", async () => {
    expectSameBits(prepare(await bundled("penicillin"), "gibbs"), 3, 0);
  });

  it("of the collapsed Gibbs sampler with two effects for each level, drawn jointly", async () => {
    const prepared = prepare(await bindText(crossedSlopes, crossed), "gibbs");
    const { recipe, warmup: transitions } = prepared;
    const { model } = dataOf(recipe, "collapsed gibbs");
    const start = (stream: RandomStream) =>
      createCollapsedGibbsChain({ recipe: model, stream, warmup: transitions, drawsJointly: true });
    expectSameBits(prepared, 6, transitions, start);
  });

  it.each(["cbpp", "eight-schools", "penicillin"])("of Gibbs updates block by block (%s)", async (name) => {
    const prepared = prepare(await bundled(name), "gibbs", { collapse: false });
    expect(prepared.recipe.sampler).toBe("gibbs");
    expectSameBits(prepared, 6);
  });

  it("of static HMC", async () => {
    expectSameBits(prepare(await bundled("cbpp"), "hmc"), 6);
  });
});
