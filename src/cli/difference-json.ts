/** What differs between two runs, as the object of `diff --json`. */

import type { ChangedValue } from "../api/model-difference.ts";
import type { RunsDifference } from "../api/runs-difference.ts";
import { comparisonJson } from "../report/comparison.ts";
import { finiteOrNull, type JsonObject } from "../report/json.ts";

export function differenceJson(difference: RunsDifference): JsonObject {
  const { names, sentence, hasSameDraws, isSame, model, verdicts, results, beyondError } = difference;
  const { data, options, method, seed, version } = difference;
  const failed = names.filter((_, i) => verdicts[i] === "failed");
  return {
    first: names[0],
    second: names[1],
    sentence,
    same_bits: isSame,
    same_draws: hasSameDraws,
    model: {
      same_text: model.hasSameText,
      read: model.isRead,
      priors: model.priors.map(changeJson),
      statements: model.statements.map(changeJson),
      constants: model.constants.map(changeJson),
      lines: model.lines.map(({ kind, text }) => ({ kind, text })),
    },
    data: data.map(changeJson),
    options: options.map(changeJson),
    method: method.map(changeJson),
    seed: seed && changeJson(seed),
    version: version && changeJson(version),
    verdicts: { first: verdicts[0], second: verdicts[1] },
    beyond_error: beyondError.map(({ variable, number, inErrors, inSds }) => ({
      variable,
      number,
      z: finiteOrNull(inErrors),
      sds: finiteOrNull(inSds),
    })),
    results: comparisonJson(results, { names, failed }),
  };
}

function changeJson({ what, first, second }: ChangedValue): JsonObject {
  return { what, first, second };
}
