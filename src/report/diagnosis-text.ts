/** The verdict in words: what was held against which rule, what broke it, and what to do. */

import type { Diagnosis } from "../posterior/diagnosis.ts";
import { wrap } from "../text/lines.ts";
import { essWords, ruleWords } from "./rule-words.ts";
import { noPaint, type Paint, type TableOptions } from "./table.ts";

/** How a verdict is laid out. */
export interface DiagnosisTextOptions extends TableOptions {
  /** Where thresholds are from that are not the usual ones: "--max-rhat", "hyperprior.json". */
  readonly thresholdsFrom?: readonly string[];
}

/** Text that ends with a newline. */
export function renderDiagnosis(diagnosis: Diagnosis, options: DiagnosisTextOptions = {}): string {
  const { paint = noPaint, width = 100, thresholdsFrom = [] } = options;
  const from = thresholdsFrom.length === 0 ? "" : `thresholds of ${thresholdsFrom.join(", ")}`;
  const parts = [renderVerdict(diagnosis, from, paint, width)];
  diagnosis.problems.forEach(({ message, remedy }, i) => {
    parts.push(wrap(`${i + 1}. ${message}`, width, "   "), wrap(`   → ${remedy}`, width, "     "));
  });
  for (const { message, remedy } of diagnosis.notes) {
    parts.push(wrap(`note: ${message}; ${remedy}`, width, "      "));
  }
  return parts.map((part) => `${part}\n`).join("");
}

function renderVerdict(diagnosis: Diagnosis, from: string, paint: Paint, width: number): string {
  if (diagnosis.verdict === "good") {
    const good = "diagnosis: good";
    // Lines end between two rules: the spaces within one do not break.
    const rules = keptRules(diagnosis).map((rule) => rule.replaceAll(" ", "\u00a0"));
    const all = from === "" ? rules.join(", ") : `${rules.join(", ")}; ${from}`;
    const text = wrap(`${good} (${all})`, width, "  ").replaceAll("\u00a0", " ");
    return paint(good, "good") + text.slice(good.length);
  }
  const count = diagnosis.problems.length;
  const failed = `diagnosis: failed, ${count} ${count === 1 ? "rule" : "rules"} broken`;
  return paint(failed, "alert") + (from === "" ? "" : `\n  (${from})`);
}

/** The rules that good draws keep. Only what was judged: draws without energies are not said to have good ones. */
export function keptRules(diagnosis: Diagnosis): string[] {
  const { thresholds, divergences, ebfmi, maxTreedepthHits } = diagnosis;
  const rules = [ruleWords("rhat", diagnosis), essWords(diagnosis)];
  if (divergences === 0) rules.push("no divergences");
  else if (divergences !== null)
    rules.push(thresholds.divergences === null ? "few divergences" : ruleWords("divergences", diagnosis));
  if (ebfmi !== null) rules.push(ruleWords("ebfmi", diagnosis));
  if (maxTreedepthHits !== null && thresholds.maxTreedepthHits !== null)
    rules.push(ruleWords("max_treedepth", diagnosis));
  return rules;
}
