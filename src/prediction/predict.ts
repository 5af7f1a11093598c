/**
 * Predictions of missing outcomes: for each draw of the posterior one of each outcome, from its distribution with the arguments that
 * the draw gives it. Their random numbers are no chain's: the draws of a model are the same bits with and without predictions.
 */

import { countArguments, missingOutcomes } from "../density/joint/predictions.ts";
import type { BoundModel } from "../model/bound-model.ts";
import { remembered } from "../model/remembered.ts";
import { createDrawStreams, type DrawStreams } from "../numeric/random-stream.ts";
import type { Variable } from "../posterior/draws.ts";
import { variableName } from "../predictor/hidden-variable.ts";
import { cook, type DistributionRecipe, recipeOf } from "./distribution-recipe.ts";
import { type DrawOne, drawerOf, NotDrawn } from "./draw-one.ts";

/** What predictions are made from, as plain data that can be sent to a worker. */
export interface PredictionRecipe {
  /** Numbers of a draw that a sampler saves, before the arguments of predictions. */
  readonly kept: number;
  readonly outcomes: readonly PredictedOutcome[];
}

/** An outcome, and the size of each of its arguments. */
export interface PredictedOutcome {
  readonly distribution: DistributionRecipe;
  readonly isTruncated: boolean;
  readonly rows: number;
  readonly sizes: readonly number[];
  /** Whether draws hold its predictions: where they would be too many numbers, none are made. */
  readonly isKept: boolean;
}

/** What a run has of predictions. */
export interface Predictions {
  readonly recipe: PredictionRecipe;
  /** The numbers of a draw, in order: what a sampler saves, without arguments, and the predictions. */
  readonly variables: readonly Variable[];
}

/** For a model with these numbers in a draw; null where no outcome is missing. `isKept` is asked by the name and size of each outcome. */
export function predictionsOf(
  model: BoundModel,
  saved: readonly Variable[],
  isKept: (column: string, size: number) => boolean = () => true,
): Predictions | null {
  const { unobserved } = model;
  if (unobserved === null) return null;
  const missing = missingOutcomes(model);
  const kept = saved.length - countArguments(missing);
  const outcomes = missing.map(({ likelihood: { column, distribution }, rows, sizes }) => ({
    distribution: recipeOf(distribution),
    isTruncated: distribution.kind === "truncated",
    rows,
    sizes,
    isKept: isKept(column, rows),
  }));
  const predicted = missing.flatMap(({ likelihood: { column } }, k) =>
    (outcomes[k]!.isKept ? unobserved.labels : []).map((label): Variable => {
      const name = variableName(column, [label]);
      return {
        name,
        quantity: column,
        levels: [label],
        isHidden: false,
        isConstant: false,
        isPrediction: true,
      };
    }),
  );
  return { recipe: { kept, outcomes }, variables: [...saved.slice(0, kept), ...predicted] };
}

/** Which draw of a run it is. */
export interface DrawPlace {
  readonly seed: number;
  /** From 1. */
  readonly chain: number;
  /** From 0. */
  readonly draw: number;
}

/** Makes the predictions of draws. */
export class Predictor {
  /** Numbers of a draw with its predictions. */
  readonly width: number;
  private readonly recipe: PredictionRecipe;
  private readonly drawers: readonly DrawOne[];
  /** By seed and chain. */
  private readonly streams = new Map<string, DrawStreams>();

  constructor(recipe: PredictionRecipe) {
    this.recipe = recipe;
    this.width =
      recipe.kept + recipe.outcomes.reduce((sum, { rows, isKept }) => sum + (isKept ? rows : 0), 0);
    this.drawers = recipe.outcomes.map(({ distribution, isTruncated }) =>
      drawerOf(cook(distribution), isTruncated),
    );
  }

  /**
   * Writes a draw to `target` (`width` numbers): what a sampler saved, and predictions. A prediction is NaN where the draw has
   * arguments of which nothing can be drawn.
   */
  fill(saved: Float64Array, target: Float64Array, { seed, chain, draw }: DrawPlace): void {
    const { kept, outcomes } = this.recipe;
    const stream = this.streamOf(seed, chain)(draw);
    target.set(saved.subarray(0, kept));
    let from = kept;
    let to = kept;
    outcomes.forEach(({ rows, sizes, isKept }, k) => {
      const drawOne = this.drawers[k]!;
      for (let i = 0; isKept && i < rows; i++) {
        let component = 0;
        const values = sizes.map((size) =>
          Array.from({ length: size }, () => saved[from + rows * component++ + i]!),
        );
        target[to++] = drawnOrNaN(() => drawOne(stream, values));
      }
      from += rows * sizes.reduce((sum, size) => sum + size, 0);
    });
  }

  private streamOf(seed: number, chain: number): DrawStreams {
    return remembered(this.streams, `${seed} ${chain}`, () => createDrawStreams(seed, chain));
  }
}

function drawnOrNaN(draw: () => number): number {
  try {
    return draw();
  } catch (error) {
    if (error instanceof NotDrawn) return Number.NaN;
    throw error;
  }
}
