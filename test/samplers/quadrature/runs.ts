/** Chains of a sampler over a bound model, without a run around them. */

import type { BoundModel } from "../../../src/model/bound-model.ts";
import { createRandomStream } from "../../../src/numeric/random-stream.ts";
import { essBulk } from "../../../src/posterior/ess.ts";
import { mcseMean } from "../../../src/posterior/mcse.ts";
import { runDefaults } from "../../../src/run/options.ts";
import { ModelStructure } from "../../../src/samplers/model-structure.ts";
import { entriesOf } from "../../../src/samplers/options/option-group.ts";
import { isOffer, type Offer, type PreparedSampler, type Sampler } from "../../../src/samplers/sampler.ts";

export interface Sampled {
  readonly offer: Offer;
  readonly prepared: PreparedSampler;
  /** By variable, chain after chain. */
  readonly draws: ReadonlyMap<string, Float64Array>;
  readonly chains: number;
}

export interface RunSize {
  readonly chains: number;
  readonly draws: number;
  readonly seed: number;
  readonly warmup?: number;
}

/** The offer of a sampler; throws where it refuses. */
export function offerOf(
  sampler: Sampler,
  model: BoundModel,
  { chains, draws, seed, warmup = 1000 }: RunSize,
): Offer {
  const own = sampler.options.map(({ name, ...group }) => {
    const values = Object.fromEntries(entriesOf(group).map(([option, one]) => [option, one.default]));
    return name === "" ? values : { [name]: values };
  });
  const answer = sampler.offer(new ModelStructure(model), {
    chains,
    warmup,
    draws,
    seed,
    options: Object.assign({ ...runDefaults }, ...own),
    isThorough: false,
    isKept: () => true,
  });
  if (!isOffer(answer)) throw new Error(answer.reason);
  return answer;
}

export function sample(sampler: Sampler, model: BoundModel, size: RunSize): Sampled {
  const offer = offerOf(sampler, model, size);
  const prepared = offer.prepare();
  const maker = sampler.chains(structuredClone(prepared.recipe).data);
  const draws = new Map(
    prepared.variables.map(({ name }) => [name, new Float64Array(size.chains * size.draws)]),
  );
  const draw = new Float64Array(maker.width);
  for (let c = 0; c < size.chains; c++) {
    const stream = createRandomStream(size.seed, c + 1);
    const { chain } = maker.start({ stream, number: c + 1, warmup: prepared.warmup });
    if (chain === null) throw new Error("no place to begin at");
    for (let i = 0; i < prepared.warmup; i++) chain.transition();
    for (let i = 0; i < size.draws; i++) {
      chain.transition();
      chain.save(draw);
      prepared.variables.forEach(({ name }, v) => {
        draws.get(name)![c * size.draws + i] = draw[v]!;
      });
    }
  }
  return { offer, prepared, draws, chains: size.chains };
}

/** The mean of a variable, or of its squared distance from `about`, with its standard error. */
function moment(values: Float64Array, chains: number, about: number | null) {
  const taken = about === null ? values : values.map((one) => (one - about) ** 2);
  const mean = taken.reduce((sum, one) => sum + one, 0) / taken.length;
  return { mean, error: mcseMean(taken, chains) };
}

/** Of means and variances of all variables, the largest difference between two runs in standard errors of it. */
export function largestDeviation(
  one: Sampled,
  other: Sampled,
): { readonly name: string; readonly errors: number } {
  let worst = { name: "", errors: 0 };
  for (const [name, values] of one.draws) {
    const others = other.draws.get(name)!;
    const middle = moment(others, other.chains, null).mean;
    for (const about of [null, middle]) {
      const [a, b] = [moment(values, one.chains, about), moment(others, other.chains, about)];
      const errors = Math.abs(a.mean - b.mean) / Math.sqrt(a.error ** 2 + b.error ** 2);
      if (errors > worst.errors)
        worst = { name: `${about === null ? "mean" : "variance"} of ${name}`, errors };
    }
  }
  return worst;
}

/** The least effective number of draws among all variables. */
export function leastEffective({ draws, chains }: Sampled): number {
  return Math.min(
    ...[...draws.values()]
      .filter((values) => values.some((one) => one !== values[0]))
      .map((values) => essBulk(values, chains)),
  );
}
