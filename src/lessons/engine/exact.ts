/** The exact density of a standard deviation. */

import { type ExactDensity, exactDensity } from "../../api/exact-density.ts";
import { parseModel } from "../../api/model.ts";
import type { LessonData } from "./fit.ts";
import { noFiles } from "./no-files.ts";

export interface ExactRequest {
  readonly model: string;
  readonly data: LessonData;
  readonly variable: string;
  /** Where densities are wanted. */
  readonly at: readonly number[];
  readonly prob: number;
}

/** Rejects with what `exactDensity` throws. */
export async function exactOperation({ model, ...options }: ExactRequest): Promise<ExactDensity> {
  return exactDensity(parseModel(model), options, noFiles);
}
