/** The verdict in words: what was held against which rule, what broke it, and what to do. */

import type { Diagnosis } from "../posterior/diagnosis.ts";
import { wrap } from "../text/lines.ts";
import { noPaint, type Paint, type TableOptions } from "./table.ts";

/** Text that ends with a newline. */
export function renderDiagnosis(diagnosis: Diagnosis, options: TableOptions = {}): string {
  const { paint = noPaint, width = 100 } = options;
  const parts = [renderVerdict(diagnosis, paint, width)];
  diagnosis.problems.forEach(({ message, remedy }, i) => {
    parts.push(wrap(`${i + 1}. ${message}`, width, "   "), wrap(`   → ${remedy}`, width, "     "));
  });
  for (const { message, remedy } of diagnosis.notes) {
    parts.push(wrap(`note: ${message}; ${remedy}`, width, "      "));
  }
  return parts.map((part) => `${part}\n`).join("");
}

function renderVerdict(diagnosis: Diagnosis, paint: Paint, width: number): string {
  if (diagnosis.verdict === "good") {
    const good = "diagnosis: good";
    // Lines end between two rules: the spaces within one do not break.
    const rules = keptRules(diagnosis).map((rule) => rule.replaceAll(" ", "\u00a0"));
    const text = wrap(`${good} (${rules.join(", ")})`, width, "  ").replaceAll("\u00a0", " ");
    return paint(good, "good") + text.slice(good.length);
  }
  const count = diagnosis.problems.length;
  return paint(`diagnosis: failed, ${count} ${count === 1 ? "rule" : "rules"} broken`, "alert");
}

/** Only what was judged: draws without energies are not said to have good ones. */
function keptRules({ thresholds, divergences, ebfmi }: Diagnosis): string[] {
  const rules = [`R-hat ≤ ${thresholds.rhat}`, `ESS ≥ ${thresholds.essPerChain} per chain`];
  if (divergences !== null) rules.push(divergences === 0 ? "no divergences" : "few divergences");
  if (ebfmi !== null) rules.push(`E-BFMI ≥ ${thresholds.ebfmi}`);
  return rules;
}
