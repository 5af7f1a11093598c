/** What the models of a table say of its mice: one mean for all, a mean for each, and what is between. */

import type { FitAnswer, FitRequest, LessonData } from "../engine/fit.ts";
import type { Engine } from "../kit/engine.ts";
import { noPooling, oneMean, replicatesGiven, replicatesWithMeans } from "../models.ts";
import { type Mice, mouseNames } from "./mice.ts";

const options = { draws: 500, seed: 1 } as const;

/** The fit for a σ_b that is given: of 0 one mean for all mice, of Infinity a mean for each. */
export function requestFor(between: number, { y, sample }: LessonData): FitRequest {
  if (between === 0) return { model: oneMean, data: { y: y! }, options };
  const data = { y: y!, sample: sample! };
  return {
    model: between === Number.POSITIVE_INFINITY ? noPooling : replicatesGiven(between),
    data,
    options,
  };
}

/** By mouse, the mean that a fit says that it has. */
export function estimatesOf({ rows }: FitAnswer): readonly number[] {
  const meanOf = (variable: string): number | undefined =>
    rows.find((row) => row.variable === variable)?.mean;
  return mouseNames.map((name) => meanOf(`μ[${name}]`) ?? meanOf(`β[${name}]`) ?? meanOf("β")!);
}

/** From raw means to estimates. */
export function arrowsOf(estimates: readonly number[], { rawMeans }: Mice): readonly number[] {
  return estimates.map((estimate, i) => Math.abs(estimate - rawMeans[i]!));
}

/** NaN of none. */
export function meanOf(values: readonly number[]): number {
  return values.reduce((sum, one) => sum + one, 0) / values.length;
}

/** How far estimates are from the true means: the root of the mean square. */
export function missOf(estimates: readonly number[], { trueMeans }: Mice): number {
  return Math.sqrt(meanOf(estimates.map((estimate, i) => (estimate - trueMeans[i]!) ** 2)));
}

/** The fits of a table that do not depend on the slider. */
export interface TableFits {
  readonly complete: FitAnswer;
  readonly none: FitAnswer;
  readonly learned: FitAnswer;
}

/** Complete and no pooling, and the model that learns σ_b. */
export async function fitTable(engine: Engine, data: LessonData): Promise<TableFits> {
  const learnedModel = { model: replicatesWithMeans, data, options, draws: ["σ_b"] };
  const [complete, none, learned] = await Promise.all([
    engine.ask("fit", requestFor(0, data)),
    engine.ask("fit", requestFor(Number.POSITIVE_INFINITY, data)),
    engine.ask("fit", learnedModel),
  ]);
  return { complete, none, learned };
}
