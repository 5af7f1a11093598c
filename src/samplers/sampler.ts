/**
 * What the program knows of a sampler: its options, and what it says to a model, an offer with its cost or a refusal in words. The plan is a
 * walk over these. No sampler is known here.
 */

import type { Pass } from "../density/compile.ts";
import type { Coordinate } from "../density/joint/coordinates.ts";
import type { Parameterization } from "../density/joint/parameters.ts";
import type { BoundModel } from "../model/bound-model.ts";
import type { Roles, Variable } from "../posterior/draws.ts";
import type { ChainRecipe } from "./chain-recipe.ts";
import type { ExplorationReport } from "./exploration/exploration-report.ts";
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
  /** Every sampler is asked, to tell why it was not chosen. */
  readonly isThorough: boolean;
}

/** A parameter and how many numbers it is. */
export interface SizedParameter {
  readonly name: string;
  readonly size: number;
}

/** How a sampler would go about a model. */
export interface Offer {
  readonly method: string;
  /** What samples, in words: "an independence sampler", "nuts". */
  readonly kernel: string;
  /** Numbers on the unconstrained scale that are sampled. */
  readonly dimension: number;
  readonly integrated: readonly SizedParameter[];
  /** What of the data is kept, and what the choice rests on, sentence by sentence. */
  readonly notes: readonly string[];
  /** Of samplers that update one block after another: a sweep, in its order. */
  readonly schedule?: readonly ScheduledStep[];
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
  readonly prepare: () => PreparedSampler;
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

/** A sampler ready for its chains. */
export interface PreparedSampler {
  readonly recipe: ChainRecipe;
  /** The numbers of a draw, in order. */
  readonly variables: readonly Variable[];
  readonly roles: Roles;
  /** Transitions of each chain that come before those that are kept. */
  readonly warmup: number;
  /** What came out differently from what was offered, in words; empty if nothing did. */
  readonly notes: readonly string[];
  /** What samples in the end. */
  readonly kernel: string;
  readonly parameterizations: Readonly<Record<string, "centered" | "noncentered">>;
  readonly centering: Readonly<Record<string, readonly number[]>>;
  /** Where the density was explored before anything was sampled: what was found. */
  readonly exploration?: ExplorationReport | null;
  /** Of the position that an observer sees, where it is that of all free numbers of the model. */
  readonly coordinates?: readonly Coordinate[];
}

/** A sampler as the plan sees it. */
export interface Sampler<
  Method extends string = string,
  Groups extends readonly OptionGroup[] = readonly OptionGroup[],
> {
  /** The name that a user forces it by. */
  readonly method: Method;
  /** What it does, in a few words: "integrates out what can be". */
  readonly words: string;
  /** Why it is not asked unless the user names it; absent of samplers that are always asked. */
  readonly onRequest?: string;
  /** What it can be told. */
  readonly options: Groups;
  readonly offer: (model: BoundModel, request: PlanRequest) => Offer | RefusedOffer;
}

/** A sampler, its name and its options known by their types. */
export function defineSampler<const Method extends string, const Groups extends readonly OptionGroup[]>(
  sampler: Sampler<Method, Groups>,
): Sampler<Method, Groups> {
  return sampler;
}

/** Whether a sampler offers. */
export function isOffer(answer: Offer | RefusedOffer): answer is Offer {
  return "prepare" in answer;
}
