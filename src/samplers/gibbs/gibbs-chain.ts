/**
 * The general Gibbs sampler: one block of parameters after another, each from its full conditional or by an update that leaves that
 * invariant. What the blocks are and how each is updated is the schedule of `blocks.ts`.
 *
 * Source: Geman & Geman (1984); Gelfand & Smith (1990), Journal of the American Statistical Association 85, 398-409.
 */

import { type DensityRecipe, instantiate, instantiator } from "../../density/compile.ts";
import type { RandomStream } from "../../numeric/random-stream.ts";
import type { ShapeOf } from "../adaptation-shape.ts";
import type { Chain, ChainMaker, ChainObserver, ChainState, TransitionStatistics } from "../chain.ts";
import type { ChainStarts } from "../exploration/start-box.ts";
import { findInitialPosition } from "../hamiltonian/initial-position.ts";
import type { UpdateRecipe } from "./blocks.ts";
import { createUpdate } from "./create-update.ts";
import type { Update, UpdateContext } from "./update.ts";

/** What chains of one model are made from. */
export interface GibbsChainRecipe {
  readonly density: DensityRecipe;
  readonly updates: readonly UpdateRecipe[];
  readonly starts: ChainStarts;
}

/** Makes the chains of a recipe; they share the functions that updates compute with. */
export function gibbsChains({
  density: recipe,
  updates,
  starts,
}: GibbsChainRecipe): ChainMaker<GibbsAdaptation> {
  const instantiateNext = instantiator();
  const model = instantiate(recipe, instantiateNext);
  const made = new Map<object, ReturnType<typeof instantiateNext>>();
  const instantiateOnce: UpdateContext["instantiate"] = (emitted) => {
    const known = made.get(emitted) ?? instantiateNext(emitted);
    made.set(emitted, known);
    return known;
  };
  const chainAt = (position: Float64Array, stream: RandomStream, warmup: number, observer?: ChainObserver) =>
    new GibbsChain({
      model,
      position,
      stream,
      warmup,
      recipes: updates,
      instantiate: instantiateOnce,
      observer,
    });
  return {
    width: recipe.width,
    model,
    start: ({ stream, number, warmup }, observer) => {
      const found = findInitialPosition(model.density, stream, number, starts);
      if (found.kind === "missing") return { chain: null, failedPosition: found.position };
      return { chain: chainAt(found.position, stream, warmup, observer), failedPosition: null };
    },
    resume: (stream, { position, adaptation }, observer) => {
      const chain = chainAt(Float64Array.from(position), stream, 0, observer);
      chain.restore(adaptation);
      return chain;
    },
  };
}

/** What the updates of a Gibbs sampler learned. */
export interface GibbsAdaptation {
  /** In the order of a sweep. */
  readonly updates: readonly UpdateAdaptation[];
}

/** Of one update. */
export interface UpdateAdaptation {
  readonly block: string;
  readonly kind: string;
  /** First widths of slices; of a trajectory the step size, then the inverse mass matrix; empty for draws. */
  readonly values: readonly number[];
}

/** The shapes of its fields. */
export const gibbsAdaptationShape: ShapeOf<GibbsAdaptation> = {
  updates: [{ block: "text", kind: "text", values: ["positive"] }],
};

/** The stream and the position are the chain's own from now on. */
interface GibbsChainInput extends UpdateContext {
  readonly model: NonNullable<ChainMaker["model"]>;
  readonly warmup: number;
  readonly recipes: readonly UpdateRecipe[];
  readonly observer: ChainObserver | undefined;
}

class GibbsChain implements Chain<GibbsAdaptation> {
  private readonly input: GibbsChainInput;
  private readonly updates: readonly Update[];
  private readonly gradient: Float64Array;
  private sweeps = 0;
  private readonly statistics: TransitionStatistics = { logDensity: 0, acceptanceRate: 1 };

  constructor(input: GibbsChainInput) {
    this.input = input;
    this.updates = input.recipes.map((recipe) => createUpdate(recipe, input));
    this.gradient = new Float64Array(input.position.length);
  }

  /** One sweep. The record is reused: read it before the next one. */
  transition(): TransitionStatistics {
    const { updates, statistics } = this;
    const { model, position, warmup, recipes, observer } = this.input;
    const isWarmup = this.sweeps < warmup;
    let acceptance = 0;
    for (let k = 0; k < updates.length; k++) {
      const update = updates[k]!;
      update.update();
      acceptance += update.acceptance ?? 1;
      if (isWarmup) update.learn?.(this.sweeps, warmup);
      observer?.onUpdate?.({ ...labelOf(recipes[k]!), position });
    }
    this.sweeps++;
    statistics.logDensity = model.density.evaluate(position, this.gradient);
    statistics.acceptanceRate = acceptance / updates.length;
    return statistics;
  }

  save(draw: Float64Array): void {
    this.input.model.constrain(this.input.position, draw);
  }

  adaptation(): GibbsAdaptation {
    return {
      updates: this.updates.map((update, k) => ({
        ...labelOf(this.input.recipes[k]!),
        values: [...(update.adaptation?.() ?? [])],
      })),
    };
  }

  restore({ updates }: GibbsAdaptation): void {
    this.updates.forEach((update, k) => {
      update.restore?.(updates[k]!.values);
    });
  }

  state(): ChainState<GibbsAdaptation> {
    return { position: Array.from(this.input.position), adaptation: this.adaptation() };
  }
}

function labelOf(recipe: UpdateRecipe): { readonly block: string; readonly kind: string } {
  return { block: recipe.block, kind: recipe.kind === "conjugate" ? recipe.pair : recipe.kind };
}
