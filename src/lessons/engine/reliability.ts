/** How reliable means of 1, 2, 3, … measurements are, as `variance --reliability` says. */

import { parseModel } from "../../api/model.ts";
import { fit } from "../../browser/index.ts";
import type { ReliabilityRow } from "../../posterior/reliability.ts";
import type { FitRequest } from "./fit.ts";

export interface ReliabilityRequest extends Omit<FitRequest, "draws"> {
  /** Means of up to so many. */
  readonly most: number;
}

/** For k = 1 … `most`, of the only factor. Rejects with what `fit` throws. */
export async function reliabilityOperation({
  model,
  data,
  options,
  most,
}: ReliabilityRequest): Promise<readonly ReliabilityRow[]> {
  const fitted = await fit(parseModel(model), { ...options, data });
  return Array.from({ length: most }, (_, i) => fitted.reliability({ meanOf: i + 1 }).rows.at(-1)!);
}
