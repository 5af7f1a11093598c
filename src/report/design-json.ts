/** The outlook of a study's designs as the JSON that the command line prints. */

import type { DesignStudy, Simulated } from "../posterior/study-design.ts";
import { describeRecommendation, designNotes } from "./design-wording.ts";
import type { JsonObject } from "./json.ts";
import { methodWords } from "./kernel-words.ts";

/** Each number with its Monte Carlo standard error; null where it is not known. */
export function designJson(study: DesignStudy): JsonObject {
  const { designs, recommendation, truth } = study;
  return {
    studies: study.studies,
    requested: study.requested,
    seed: study.seed,
    prob: study.prob,
    truth: { from: truth.from, stated: statedJson(truth.stated) },
    kernels: Object.fromEntries(
      study.fits.map(({ method, kernel, count }) => [methodWords(method, kernel), count]),
    ),
    broken_rules: study.brokenRules,
    rejected: study.rejected,
    notes: designNotes(study),
    designs: designs.map((one) => ({
      levels: Object.fromEntries(one.levels.map(({ factor, count }) => [factor, count])),
      replicates: one.replicates,
      rows: one.rows,
      cost: one.cost,
      quantities: one.quantities.map(({ name, truth: own, sd, width }) => ({
        name,
        truth: { mean: known(own.mean), sd: known(own.sd) },
        sd: simulatedJson(sd),
        width: simulatedJson(width),
      })),
      told: one.told.map(({ statement, level, share, truth: holds }) => ({
        statement,
        level,
        truth: known(holds),
        share: simulatedJson(share),
      })),
      failed_fits: one.failedFits,
      not_begun: one.notBegun,
    })),
    recommendation:
      recommendation === null ? null : { ...recommendation, words: describeRecommendation(study) },
  };
}

function statedJson(stated: DesignStudy["truth"]["stated"]): JsonObject {
  const entries = Object.entries(stated);
  return Object.fromEntries(
    entries.map(([name, value]) => [name, typeof value === "number" ? value : Array.from(value)]),
  );
}

function simulatedJson({ value, error }: Simulated): JsonObject {
  return { value: known(value), mcse: known(error) };
}

function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
