/** What is written of the program and of how it sampled, as attributes that `facts.ts` reads again. */

import type { WrittenDraws } from "../format.ts";
import type { AttributeValue } from "./arrays.ts";

export function attributesOf({ sampling, version }: WrittenDraws): ReadonlyMap<string, AttributeValue> {
  const { thin, maxTreedepth, targetAcceptance, seeds, seconds, totalSeconds, model } = sampling;
  const total = totalSeconds ?? seconds?.reduce((sum, { warmup, sampling: rest }) => sum + warmup + rest, 0);
  const values: readonly (readonly [string, AttributeValue | null | undefined])[] = [
    ["inference_library", "Hyperprior"],
    ["inference_library_version", version],
    ["sampling_time", total],
    ["model_name", model],
    ["thinning_interval", thin],
    ["max_treedepth", maxTreedepth],
    ["target_acceptance", targetAcceptance],
    ["seeds", seeds?.join(" ")],
    ["warmup_seconds", seconds?.map(({ warmup }) => warmup)],
    ["sampling_seconds", seconds?.map(({ sampling: rest }) => rest)],
  ];
  return new Map(
    values.flatMap(([name, value]) => (value === null || value === undefined ? [] : [[name, value]])),
  );
}
