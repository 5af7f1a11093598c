/** The verdict in words: what was held against which rule, what broke it, and what to do. */

import type { Diagnosis } from "../posterior/diagnosis.ts";
import { visible } from "../text/visible.ts";
import { noPaint, type Paint, textWidth } from "./table.ts";

export interface DiagnosisTextOptions {
  readonly paint?: Paint;
  /** Columns at which lines are broken between words. */
  readonly width?: number;
}

/** Text that ends with a newline. */
export function renderDiagnosis(diagnosis: Diagnosis, options: DiagnosisTextOptions = {}): string {
  const { paint = noPaint, width = 100 } = options;
  const parts = [renderVerdict(diagnosis, paint)];
  diagnosis.problems.forEach(({ message, remedy }, i) => {
    parts.push(wrap(`${i + 1}. ${message}`, width, "   "), wrap(`   → ${remedy}`, width, "     "));
  });
  for (const { message, remedy } of diagnosis.notes) {
    parts.push(wrap(`note: ${message}; ${remedy}`, width, "      "));
  }
  return parts.map((part) => `${part}\n`).join("");
}

function renderVerdict(diagnosis: Diagnosis, paint: Paint): string {
  if (diagnosis.verdict === "good") {
    return `${paint("diagnosis: good", "good")} (${keptRules(diagnosis).join(", ")})`;
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

/** Lines of at most `width` columns, the later ones indented; a word longer than that stays whole. The text is made visible. */
export function wrap(words: string, width: number, indent: string): string {
  const text = visible(words);
  const start = text.length - text.trimStart().length;
  const lines: string[] = [];
  let line = text.slice(0, start);
  let isEmpty = true;
  for (const word of text.slice(start).split(" ")) {
    if (!isEmpty && textWidth(line) + 1 + textWidth(word) > width) {
      lines.push(line);
      line = indent;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  return [...lines, line].join("\n");
}
