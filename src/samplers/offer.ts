/** What a sampler says to a model: an offer with its cost, or a refusal in words. The plan is a walk over these. */

import type { BoundModel } from "../model/bound-model.ts";
import type { Roles, Variable } from "../posterior/draws.ts";
import type { ChainRecipe } from "./chain-recipe.ts";
import type { NutsOptions } from "./nuts/nuts.ts";

/** Names of the methods that a user can force. */
export type MethodName = "marginal" | "gibbs" | "nuts";

/** What samplers must know of a run. */
export interface PlanRequest {
  readonly chains: number;
  readonly warmup: number;
  readonly draws: number;
  readonly seed: number;
  readonly nuts: NutsOptions;
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
  readonly method: MethodName;
  /** What samples, in words: "an independence sampler", "nuts". */
  readonly kernel: string;
  /** Numbers on the unconstrained scale that are sampled. */
  readonly dimension: number;
  readonly integrated: readonly SizedParameter[];
  /** What of the data is kept, and what the choice rests on, sentence by sentence. */
  readonly notes: readonly string[];
  /** Operations of one evaluation of the density. */
  readonly operations: number;
  /** Predicted operations for one independent draw: what offers are compared by. */
  readonly operationsPerDraw: number;
  /** Compiles and adapts what all chains share. */
  readonly prepare: () => PreparedSampler;
}

/** Why a sampler cannot have a model. */
export interface RefusedOffer {
  readonly method: MethodName;
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
}

/** A sampler as the plan sees it. */
export interface Sampler {
  readonly method: MethodName;
  readonly offer: (model: BoundModel, request: PlanRequest) => Offer | RefusedOffer;
}

/** Whether a sampler offers. */
export function isOffer(answer: Offer | RefusedOffer): answer is Offer {
  return "prepare" in answer;
}
