/** What every sampler owes its users, whatever it does: checked over the list of them, and over the one that a how-to page adds. */

import { expect, it } from "vitest";
import type { BoundModel } from "../../src/model/bound-model.ts";
import { createRandomStream, restoreRandomStream } from "../../src/numeric/random-stream.ts";
import { mcseMean } from "../../src/posterior/mcse.ts";
import { mean } from "../../src/posterior/moments.ts";
import { quantile, sortDraws } from "../../src/posterior/quantile.ts";
import { runDefaults } from "../../src/run/options.ts";
import { reviveNumbers, writeNotFinite } from "../../src/run/record/decode.ts";
import type {
  Chain,
  ChainMaker,
  ChainState,
  LeapfrogState,
  TransitionStatistics,
} from "../../src/samplers/chain.ts";
import { ModelStructure } from "../../src/samplers/model-structure.ts";
import { entriesOf } from "../../src/samplers/options/option-group.ts";
import { isOffer, type Offer, type PreparedSampler, type Sampler } from "../../src/samplers/sampler.ts";
import { type ConformanceTarget, targets } from "./conformance-targets.ts";

const seed = 7;
const [chains, warmup, draws] = [4, 400, 1500];
/** Standard errors of a mean that a right sampler keeps within: once in two million. */
const mostErrors = 5;
/** Pairs of neighbouring chains. */
const pairs = 40;

/** An offer, prepared, for one of the targets. */
interface Conforming {
  readonly target: ConformanceTarget;
  readonly offer: Offer;
  readonly prepared: PreparedSampler;
  readonly maker: ChainMaker;
}

function ask(sampler: Sampler, model: BoundModel) {
  const own = sampler.options.map(({ name, ...group }) => {
    const values = Object.fromEntries(entriesOf(group).map(([option, one]) => [option, one.default]));
    return name === "" ? values : { [name]: values };
  });
  return sampler.offer(new ModelStructure(model), {
    chains,
    warmup,
    draws,
    seed,
    options: Object.assign({ ...runDefaults }, ...own),
    isThorough: false,
    isKept: () => true,
  });
}

function conformingTo(sampler: Sampler): Conforming[] {
  return targets.flatMap((target) => {
    const offer = ask(sampler, target.model());
    if (!isOffer(offer)) return [];
    const prepared = offer.prepare();
    // As it comes to a thread.
    const recipe = structuredClone(prepared.recipe);
    return [{ target, offer, prepared, maker: sampler.chains(recipe.data) }];
  });
}

function start(maker: ChainMaker, number: number, transitions: number, observer = {}): Chain {
  const { chain } = maker.start(
    { stream: createRandomStream(seed, number), number, warmup: transitions },
    observer,
  );
  if (chain === null) throw new Error("no place to begin at");
  return chain;
}

/** Where a chain begins: in the density's coordinates, if its trajectories are told in them and it moves in others. */
function beginOf({ kernel, warmup }: PreparedSampler, maker: ChainMaker, number: number): readonly number[] {
  if (kernel !== "rotation") return start(maker, number, warmup).state().position;
  let begin: readonly number[] | null = null;
  const onLeapfrog = ({ position }: LeapfrogState): void => {
    begin ??= Array.from(position);
  };
  start(maker, number, warmup, { onLeapfrog }).transition();
  return begin!;
}

/** Tests of one sampler; to be called in a `describe` of its own. */
export function testConformance(sampler: Sampler): void {
  const all = conformingTo(sampler);

  it("has at least one of the targets", () => {
    expect(all.length).toBeGreaterThan(0);
  });

  it.each(all.map((one) => [one.target.name, one] as const))(
    "has the means that are known: %s",
    (_, { target, prepared, maker }) => {
      const runs = Array.from({ length: chains }, (_chain, c) => {
        const chain = start(maker, c + 1, prepared.warmup);
        for (let i = 0; i < prepared.warmup; i++) chain.transition();
        return Array.from({ length: draws }, () => {
          chain.transition();
          const draw = new Float64Array(maker.width);
          chain.save(draw);
          return draw;
        });
      });
      for (const [name, mean] of Object.entries(target.means)) {
        const v = prepared.variables.findIndex((variable) => variable.name === name);
        expect(v, name).toBeGreaterThanOrEqual(0);
        const values = Float64Array.from(runs.flat(), (draw) => draw[v]!);
        const found = values.reduce((sum, value) => sum + value, 0) / values.length;
        const error = mcseMean(values, chains);
        expect(Math.abs(found - mean) / error, `${name}: ${found}, not ${mean}`).toBeLessThan(mostErrors);
      }
    },
  );

  it("goes on from the state of a chain with the same bits, in another maker and after JSON", () => {
    for (const { prepared } of all) {
      const [one, other] = [0, 1].map(() => sampler.chains(structuredClone(prepared.recipe).data));
      const stream = createRandomStream(seed, 1);
      const { chain } = one!.start({ stream, number: 1, warmup: prepared.warmup });
      for (let i = 0; i < prepared.warmup + 7; i++) chain!.transition();
      const kept = JSON.stringify(chain!.state(), writeNotFinite);
      const state = reviveNumbers(JSON.parse(kept)) as ChainState;
      const resumed = other!.resume(restoreRandomStream(stream.state()), state);
      expect(JSON.stringify(resumed.state(), writeNotFinite)).toBe(kept);
      expect(follow(resumed, one!.width)).toEqual(follow(chain!, one!.width));
    }
  });

  it("says of all that its chains adapt what it is", () => {
    for (const { prepared, maker } of all) {
      const chain = start(maker, 1, prepared.warmup);
      for (let i = 0; i < prepared.warmup; i++) chain.transition();
      expect(Object.keys(sampler.adaptation)).toEqual(
        expect.arrayContaining(Object.keys(chain.adaptation())),
      );
    }
  });

  it("begins neighbouring chains on different sides of each coordinate's middle, where it begins at random", () => {
    const random = all.filter(({ prepared }) => prepared.warmup > 0);
    // Chains without warm-up begin at what was explored.
    if (random.length === 0) return;
    const shares = random.flatMap(({ prepared, maker }) => {
      const starts = Array.from({ length: 2 * pairs }, (_, c) => beginOf(prepared, maker, c + 1));
      return starts[0]!.flatMap((first, i) => {
        const values = Float64Array.from(starts, (position) => position[i]!);
        // A number that is drawn with its first transition.
        return values.every((value) => value === first) ? [] : [shareParted(values)];
      });
    });
    // By chance it would be half of them. What the data know better than the prior may lie to one side of all.
    expect(mean(Float64Array.from(shares))).toBeGreaterThan(0.75);
  });

  it("tells its observer of each trajectory and of each update of its schedule, and changes no bit by that", () => {
    for (const { offer, prepared, maker } of all) {
      let trajectories = 0;
      const updates: string[] = [];
      const watched = start(maker, 1, prepared.warmup, {
        onTrajectory: () => trajectories++,
        onUpdate: ({ block }: { readonly block: string }) => updates.push(block),
      });
      const alone = start(maker, 1, prepared.warmup);
      const sweeps = 12;
      let steps = 0;
      for (let i = 0; i < sweeps; i++) {
        const statistics: TransitionStatistics & { readonly leapfrogSteps?: number } = watched.transition();
        if (statistics.leapfrogSteps !== undefined) steps++;
        expect(alone.transition()).toEqual(statistics);
      }
      expect(trajectories).toBe(steps);
      const schedule = offer.schedule?.().map(({ block }) => block) ?? [];
      expect(updates).toEqual(Array.from({ length: sweeps }, () => schedule).flat());
    }
  });

  it("offers, or refuses in a phrase for the user", () => {
    for (const { model } of targets) {
      const answer = ask(sampler, model());
      if (isOffer(answer)) {
        expect(answer.operationsPerDraw).toBeGreaterThan(0);
        continue;
      }
      expect(answer.reason).toMatch(/^[^A-Z\s].{10,}[^.\s]$/);
    }
  });
}

/** The share of pairs of neighbours with the median of all between them. */
function shareParted(values: Float64Array): number {
  const middle = quantile(sortDraws(values), 0.5);
  let parted = 0;
  for (let k = 0; k < values.length; k += 2) {
    if ((values[k]! - middle) * (values[k + 1]! - middle) < 0) parted++;
  }
  return (2 * parted) / values.length;
}

/** Every statistic and every number of a few draws, bit by bit. */
function follow(chain: Chain, width: number): string[] {
  const draw = new Float64Array(width);
  return Array.from({ length: 20 }, () => {
    const statistics = { ...chain.transition() };
    chain.save(draw);
    return JSON.stringify([statistics, Array.from(new BigUint64Array(draw.buffer), String)]);
  });
}
