/** The contract of kinds of pictures: each is one file of `kinds/` and one line in its index. */

import type { RankedEvidence } from "../posterior/compare-evidence.ts";
import type { ModelComparison } from "../posterior/compare-models.ts";
import type { Contrasts } from "../posterior/contrasts.ts";
import type { Draws, Roles } from "../posterior/draws.ts";
import type { RankOptions } from "../posterior/ranks.ts";
import type { ScaleGrid } from "../posterior/scale-grid.ts";
import type { SummaryRow } from "../posterior/summary.ts";
import type { VarianceChange } from "../posterior/variance-change.ts";
import type { Picture } from "./picture.ts";
import type { PredictedRows } from "./predicted-rows.ts";

export interface PictureKind {
  /** As `plot RUN KIND` calls it: "trace". */
  readonly name: string;
  /** What it shows, in a line for the list of kinds. */
  readonly about: string;
  /** How to read it: two to five sentences, for the manual and beneath the picture in a page. */
  readonly reading: string;
  /** How many variables it has room for where none are named, the first ones of those that matter; null if it takes no variables. */
  readonly variables: { readonly usual: number; readonly least: number } | null;
  /** Whether it is of the effects of grouping factors: one of them may be named in the place of variables. */
  readonly takesGroup?: boolean;
  /** Whether it is of variables whose priors have curves: where none are named, others are not chosen. */
  readonly needsPrior?: boolean;
  /** It is of replicated data, which a run has when it is bound to its data again. */
  readonly needsData?: boolean;
  /** The picture; or why there is none of these draws, in a sentence without a full stop that ends in what to do. */
  readonly draw: (input: PictureInput) => Picture | NoPicture;
}

/** A picture that cannot be drawn. */
export interface NoPicture {
  readonly reason: string;
}

/** All that pictures are drawn of. */
export interface PictureInput {
  /** What the draws are called: the model's name or the file's. */
  readonly title: string;
  /** The variables that are asked for, in that order, and no others. */
  readonly draws: Draws;
  /** Of how many variables those were chosen, where none were named; as many as there are if not given. */
  readonly of?: number;
  /** All draws, with what their variables stand for; null of another program. */
  readonly run: { readonly draws: Draws; readonly roles: Roles; readonly prior: PriorCurves | null } | null;
  /** Of the variables that are asked for, by name. */
  readonly rows: ReadonlyMap<string, SummaryRow>;
  /** The grouping factor that is meant, by pictures of group effects; all where it is null or not given. */
  readonly group?: string | null;
  /** Probability of intervals. */
  readonly prob: number;
  /** Observed outcomes and what the model predicts for them, where the draws came with both. */
  readonly predicted: Predicted | null;
  /** What refits with other scales of a prior gave, by the picture of these; null or not given where there are none. */
  readonly scaleGrid?: ScaleGrid | null;
  /** What was predicted of rows, by the picture of that. */
  readonly predictions?: PredictedRows | null;
  /** Means, differences and hypotheses, by the picture of these. */
  readonly contrasts?: Contrasts | null;
  /** Models by what they predict, or by their marginal likelihoods, by the picture of models. */
  readonly comparison?: ModelComparison | readonly RankedEvidence[] | null;
  /** Which levels are the first, and how many of them are told as the top, by the picture of ranks. */
  readonly ranking?: Pick<RankOptions, "lowestFirst" | "top">;
  /** Variances of a run beside those of another, by the picture of that. */
  readonly varianceChange?: VarianceChange | null;
  /** Log likelihoods, `[observation][chain * drawCount + draw]`, where the draws came with them. */
  readonly logLikelihood: readonly Float64Array[] | null;
}

/** Densities of priors, by the name of the variable. */
export type PriorCurves = ReadonlyMap<string, (value: number) => number>;

/** Of an outcome. */
export interface Predicted {
  readonly name: string;
  readonly observed: Float64Array;
  /** `[observation][chain * drawCount + draw]`. */
  readonly replicated: readonly Float64Array[];
}

/** Whether it could not be drawn. */
export function isNoPicture(drawn: object): drawn is NoPicture {
  return "reason" in drawn;
}
