/** A run as the JSON object of `fit --json` and `summary --json`. */

import type { Fitted, IntervalOptions } from "../api/fitted.ts";
import type { GivenDraws } from "../api/read-draws.ts";
import type { Judged } from "../posterior/judge-source.ts";
import {
  correlationsJson,
  diagnosticsJson,
  intraclassJson,
  type JsonObject,
  summaryJson,
  varianceJson,
} from "../report/json.ts";

/** `judged`: what is said of the draws where not all of them were asked, or otherwise than usual. */
export function runJson(
  fitted: Fitted,
  options: IntervalOptions,
  judged: Pick<Judged, "summary" | "diagnosis"> = {
    summary: fitted.summary(options),
    diagnosis: fitted.diagnose(),
  },
): JsonObject {
  const { record } = fitted;
  const { model, plan, data, timing, roles } = record;
  const variance = fitted.variance(options);
  return {
    model: model.name ?? model.file,
    method: plan.method,
    plan: { ...plan, exploration: explorationJson(plan.exploration) },
    data: {
      rows: data.rowsRead,
      used: data.rowsUsed,
      dropped: data.rowsDropped,
      ...(data.observations === undefined ? {} : { observations: data.observations }),
      ...(data.reduction === undefined ? {} : { reduction: { ...data.reduction } }),
      ...(Object.keys(data.outcomeLabels ?? {}).length === 0
        ? {}
        : { outcome_labels: { ...data.outcomeLabels } }),
      ...(data.missing === undefined ? {} : { missing: data.missing.map((one) => ({ ...one })) }),
      groups: { ...data.groups },
    },
    improper_priors: roles.improperPriors.map(({ parameter, prior }) => ({ parameter, prior })),
    summary: summaryJson(judged.summary),
    variance: varianceJson(variance),
    icc: intraclassJson(variance),
    correlations: correlationsJson(variance),
    diagnostics: diagnosticsJson(judged.diagnosis),
    interrupted: record.isInterrupted,
    timing: { setup_s: timing.setup, warmup_s: timing.warmup, sampling_s: timing.sampling },
  };
}

/** The object of `summary --json` for draws of another program. */
export function drawsJson(
  { received, source }: GivenDraws,
  { summary, diagnosis }: Pick<Judged, "summary" | "diagnosis">,
): JsonObject {
  return {
    format: received?.format ?? null,
    program: received?.program?.name ?? null,
    version: received?.program?.version ?? null,
    chains: source.chainCount,
    draws: source.drawCount,
    warmup_left_out: received?.sampling.warmupLeftOut ?? 0,
    summary: summaryJson(summary),
    diagnostics: diagnosticsJson(diagnosis),
  };
}

/** Without the quantiles that draws of another sampler were held against: `run.json` has them. */
function explorationJson(exploration: Fitted["record"]["plan"]["exploration"]): JsonObject | null {
  if (exploration === null) return null;
  const { reference: _, ...rest } = exploration;
  return { ...rest };
}
