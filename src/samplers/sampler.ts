/**
 * What the program knows of a sampler: its options, and what it says to a model, an offer with its cost or a refusal in words. The plan is a
 * walk over these. No sampler is known here.
 */

import type { DensityRecipe, Pass } from "../density/compile.ts";
import type { Coordinate } from "../density/joint/coordinates.ts";
import type { Parameterization } from "../density/joint/parameters.ts";
import type { KernelKind, Roles, Variable } from "../posterior/draws.ts";
import type { FieldShape } from "./adaptation-shape.ts";
import type { ChainAdaptation, ChainMaker } from "./chain.ts";
import type { ExplorationReport } from "./exploration/exploration-report.ts";
import type { ModelStructure } from "./model-structure.ts";
import type { OptionGroup, OptionValues } from "./options/option-group.ts";

/** What samplers must know of a run. */
export interface PlanRequest {
  readonly chains: number;
  readonly warmup: number;
  readonly draws: number;
  readonly seed: number;
  /** Those of all samplers, of which each reads its own (`valuesOf`). */
  readonly options: OptionValues;
  /** Whether a draw holds a parameter or defined value, by its name and how many numbers it is. */
  readonly isKept: (name: string, size: number) => boolean;
  /**
   * Of what draws hold: whether it is drawn so that all else has the bits of a run without it. Absent where that is asked of nothing.
   */
  readonly isApart?: (name: string, size: number) => boolean;
  /** Every sampler is asked, to tell why it was not chosen. */
  readonly isThorough: boolean;
}

/** A parameter and how many numbers it is. */
export interface SizedParameter {
  readonly name: string;
  readonly size: number;
}

/** How a sampler would go about a model, and by which method. */
export interface Offer extends OwnOffer<ChainRecipe> {
  readonly method: string;
}

/** How a sampler would go about a model, as its folder says it. */
export interface OwnOffer<Recipe> {
  /** How it does what its method does, where several samplers go by one name: "by quadrature". */
  readonly how?: string;
  /** What samples. */
  readonly kernel: KernelKind;
  /** Numbers on the unconstrained scale that are sampled. */
  readonly dimension: number;
  readonly integrated: readonly SizedParameter[];
  /** What of the data is kept, and what the choice rests on, sentence by sentence. */
  readonly notes: readonly string[];
  /** Of samplers that update one block after another: a sweep, in its order; found when it is asked for. */
  readonly schedule?: () => readonly ScheduledStep[];
  /** Operations of one evaluation of the density. */
  readonly operations: number;
  /** Predicted operations for one independent draw: what offers are compared by. */
  readonly operationsPerDraw: number;
  /** Where all parameters are sampled: what their density loops over, forwards and backwards together. */
  readonly passes?: readonly Pass[];
  /** How parameters are put to the sampler, as far as that is known before it is prepared. */
  readonly parameterizations?: ReadonlyMap<string, Parameterization>;
  /** Whether coordinates of group effects are chosen when it is prepared. */
  readonly choosesCoordinates?: boolean;
  /** Compiles and adapts what all chains share. */
  readonly prepare: () => PreparedSampler<Recipe>;
}

/** One update of a sweep, as `explain` shows it. */
export interface ScheduledStep {
  /** What is updated: "b[sample]". */
  readonly block: string;
  /** How, in a few words: "drawn, normal". */
  readonly update: string;
  /** Its full conditional in mathematics, line by line. */
  readonly conditional: readonly string[];
}

/** Why a sampler cannot have a model. */
export interface RefusedOffer {
  readonly method: string;
  readonly reason: string;
}

/** What chains are made from, as plain data that can be sent to a worker: data of the sampler's own, and which sampler it is. */
export interface ChainRecipe {
  readonly sampler: string;
  readonly data: unknown;
}

/** A sampler ready for its chains. */
export interface PreparedSampler<Recipe = ChainRecipe> {
  readonly recipe: Recipe;
  /** The numbers of a draw, in order. */
  readonly variables: readonly Variable[];
  readonly roles: Roles;
  /** Transitions of each chain that come before those that are kept. */
  readonly warmup: number;
  /** What came out differently from what was offered, in words; empty if nothing did. */
  readonly notes: readonly string[];
  /** What samples in the end. */
  readonly kernel: KernelKind;
  /** Where these came out differently from what was offered: the numbers that are sampled, and what is integrated out. */
  readonly dimension?: number;
  readonly integrated?: readonly SizedParameter[];
  readonly parameterizations: Readonly<Record<string, "centered" | "noncentered">>;
  readonly centering: Readonly<Record<string, readonly number[]>>;
  /** Where the density was explored before anything was sampled: what was found. */
  readonly exploration?: ExplorationReport | null;
  /** Modes apart that climbs found, in which chains begin by turns; 0 or absent where nobody looked. */
  readonly modesApart?: number;
  /** Where transitions are trajectories: the density whose gradients they take. */
  readonly density?: DensityRecipe;
  /** Of the position that an observer sees, where it is that of all free numbers of the model. */
  readonly coordinates?: readonly Coordinate[];
}

/** What any sampler says of itself. */
interface SamplerWords<Method extends string, Groups extends readonly OptionGroup[]> {
  /** Its own name, which no other sampler has. */
  readonly name: string;
  /** The name that a user forces it by, which several samplers may share. */
  readonly method: Method;
  /** What it does, in a few words: "integrates out what can be". */
  readonly words: string;
  /** Why it is not asked unless the user names it; absent of samplers that are always asked. */
  readonly onRequest?: string;
  /** Whether it is asked even where another has a cheap offer, since its own may be cheaper by far; absent where it never is. */
  readonly mayUndercut?: (structure: ModelStructure) => boolean;
  /** What it can be told. */
  readonly options: Groups;
  /** The shapes of what its chains adapt, field by field. */
  readonly adaptation: { readonly [field: string]: FieldShape };
}

/** A sampler as the program sees it. */
export interface Sampler<
  Method extends string = string,
  Groups extends readonly OptionGroup[] = readonly OptionGroup[],
> extends SamplerWords<Method, Groups> {
  readonly offer: (structure: ModelStructure, request: PlanRequest) => Offer | RefusedOffer;
  /** Of the data of a recipe that this sampler has made. */
  readonly chains: (data: unknown) => ChainMaker;
}

/** A sampler for the list, as its folder defines it: its recipes and adaptations are known by their types. */
export function defineSampler<
  const Method extends string,
  const Groups extends readonly OptionGroup[],
  Recipe,
  Adaptation extends ChainAdaptation,
>(
  definition: SamplerWords<Method, Groups> & {
    /** In words why not, where it cannot have the model. */
    readonly offer: (structure: ModelStructure, request: PlanRequest) => OwnOffer<Recipe> | string;
    /** In a worker, too: a recipe is plain data. */
    readonly chains: (recipe: Recipe) => ChainMaker<Adaptation>;
  },
): Sampler<Method, Groups> {
  const { name, method, offer, chains } = definition;
  return {
    ...definition,
    offer: (structure, request) => {
      const answer = offer(structure, request);
      if (typeof answer === "string") return { method, reason: answer };
      const prepare = (): PreparedSampler => {
        const prepared = answer.prepare();
        return { ...prepared, recipe: { sampler: name, data: prepared.recipe } };
      };
      return { ...answer, method, prepare };
    },
    // Data are of a recipe of this sampler, and states of its chains: the program hands back what it was given.
    chains: (data) => chains(data as Recipe) as unknown as ChainMaker,
  };
}

/** Whether a sampler offers. */
export function isOffer(answer: Offer | RefusedOffer): answer is Offer {
  return "prepare" in answer;
}
